import type { Maker } from "../../test/support/plantedSecrets";

/** A way to come by a secret. */
export type Choice = (m: Maker) => string;

const LOWER = "abcdefghijklmnopqrstuvwxyz";
const UPPER = LOWER.toUpperCase();
const DIGITS = "0123456789";
const ALNUM = LOWER + UPPER + DIGITS;
const SYMBOLS = "!@#%^*-_=+.~?";

const list = (words: string) => words.split(/\s+/);
const WORDS =
  list(`anchor badger cactus dagger ember falcon glacier hornet indigo jasmine kernel lagoon mango nectar orchid pepper quarry raven saffron
  thistle umber velvet willow yonder zephyr biscuit copper dragon engine forest gravel harvest island juniper kettle lemon marble noodle`);
const HELD_OUT_WORDS =
  list(`amethyst barnacle clover dumpling eskimo fiddle gondola hazelnut igloo jigsaw koala lobster mustang nutmeg octagon
  pelican quokka rhubarb sandal tadpole urchin walnut yogurt zucchini brezel dackel ferkel gurke hummel igel käfer löwe möwe papaya
  abricot baguette citron dindon farine girafe bufanda cuchara naranja pepino zapato gelato farfalla pomodoro ragno cebola girassol`);

const capital = (word: string) => word[0].toUpperCase() + word.slice(1);
const leet = (word: string) =>
  word.replace(/a/g, "@").replace(/e/g, "3").replace(/i/g, "1").replace(/o/g, "0");
const mixed = (m: Maker, length: number, alphabet: string) =>
  `${m.chars(1, LOWER)}${m.chars(length - 3, alphabet)}${m.chars(1, DIGITS)}${m.chars(1, UPPER)}`;

/** What people choose. */
export const CHOSEN: Readonly<Record<string, Choice>> = {
  "word and digits": (m) => `${m.pick(WORDS)}${m.between(1, 9999)}`,
  "word, year and sign": (m) => `${capital(m.pick(WORDS))}${m.between(1960, 2026)}${m.pick([..."!?#.*"])}`,
  leet: (m) => `${leet(capital(m.pick(WORDS)))}${m.between(10, 99)}`,
  "two words in capitals": (m) => capital(m.pick(WORDS)) + capital(m.pick(WORDS)),
  "two words and digits": (m) => `${m.pick(WORDS)}${m.pick([..."-_.+"])}${m.pick(WORDS)}${m.between(1, 99)}`,
  "four words": (m) => [1, 2, 3, 4].map(() => m.pick(WORDS)).join("-"),
  "eight small letters": (m) => m.chars(m.between(8, 10), LOWER),
  "letters and digits": (m) => mixed(m, m.between(8, 12), ALNUM),
  "letters, digits and signs": (m) => mixed(m, m.between(10, 18), ALNUM + SYMBOLS),
  "keys in a row": (m) =>
    `${m.pick(["qwertz", "asdfgh", "yxcvbn", "1q2w3e4r", "zaq12wsx", "qayxsw"])}${m.between(1, 999)}${m.pick(["", "!", "#"])}`,
};

export const HELD_OUT_CHOSEN: Readonly<Record<string, Choice>> = {
  "digits and word": (m) => `${m.between(10, 999)}${capital(m.pick(HELD_OUT_WORDS))}`,
  "word backwards": (m) => `${[...m.pick(HELD_OUT_WORDS)].reverse().join("")}${m.between(1, 99)}`,
  "first letters of a sentence": (m) =>
    `${m.chars(3, UPPER + LOWER)}${m.between(1, 9)}${m.chars(3, LOWER)}${m.pick([..."!?&$"])}${m.chars(1, UPPER)}`,
  "two small words": (m) => m.pick(HELD_OUT_WORDS) + m.pick(HELD_OUT_WORDS),
  syllables: (m) =>
    [1, 2, 3]
      .map(
        () =>
          m.pick(["ba", "ki", "tu", "ro", "me", "lo", "fi", "du"]) + m.pick(["ra", "no", "vi", "sa", "pe"]),
      )
      .join("-") + m.between(0, 9),
  "three groups": (m) =>
    `${m.chars(6, LOWER)}-${m.chars(3, LOWER)}${m.between(0, 9)}${m.chars(2, LOWER)}-${m.chars(5, LOWER)}${m.chars(1, UPPER)}`,
  "words in capitals and a sign": (m) =>
    `${capital(m.pick(HELD_OUT_WORDS))}${m.pick([..."$&%/@"])}${capital(m.pick(HELD_OUT_WORDS))}`,
  "words with dots and a number": (m) =>
    `${m.pick(HELD_OUT_WORDS)}.${m.pick(HELD_OUT_WORDS)}.${m.between(1, 99)}`,
  "word twice": (m) => {
    const word = m.pick(HELD_OUT_WORDS);
    return `${word}${capital(word)}${m.between(1, 9)}`;
  },
  "capitals and digits": (m) => m.pick(HELD_OUT_WORDS).toUpperCase() + m.between(10, 9999),
  "letters of both cases": (m) => m.chars(m.between(9, 13), LOWER + UPPER),
  "a sentence": (m) =>
    `${capital(m.pick(HELD_OUT_WORDS))} ${m.pick(HELD_OUT_WORDS)} ${m.between(2, 99)} ${m.pick(HELD_OUT_WORDS)}`,
};

/** What people choose without a digit or sign that is no dash. */
export const LETTERS: Readonly<Record<string, Choice>> = {
  "a word with a capital": (m) => capital(m.pick(WORDS.filter((word) => word.length > 5))),
  "a sentence in capitals": (m) => `I${m.pick(["Love", "Hate", "Miss"])}${capital(m.pick(WORDS))}`,
  "three words with signs": (m) => [1, 2, 3].map(() => m.pick(WORDS)).join(m.pick([..."-._"])),
  "three words, capitals and dashes": (m) => [1, 2, 3].map(() => capital(m.pick(WORDS))).join("-"),
};

export const HELD_OUT_LETTERS: Readonly<Record<string, Choice>> = {
  "a name cut short": (m) =>
    capital(m.pick(HELD_OUT_WORDS) + m.pick(HELD_OUT_WORDS)).slice(0, m.between(7, 10)),
  "three words, dots": (m) => [1, 2, 3].map(() => m.pick(HELD_OUT_WORDS)).join("."),
  "three words, some with capitals": (m) =>
    `${m.pick(HELD_OUT_WORDS)}-${capital(m.pick(HELD_OUT_WORDS))}-${m.pick(HELD_OUT_WORDS)}`,
  "words of a sentence in capitals": (m) =>
    `The${capital(m.pick(HELD_OUT_WORDS))}${m.pick(["Loves", "Hates", "Likes"])}${capital(m.pick(HELD_OUT_WORDS))}`,
};

/** What programs make. */
export const GENERATED: Readonly<Record<string, Choice>> = {
  "40 letters and digits": (m) => mixed(m, 40, ALNUM),
  "32 hexadecimal digits": (m) => m.chars(32, `${DIGITS}abcdef`),
  "base64 of 32 bytes": (m) => m.base64(32),
};

export const HELD_OUT_GENERATED: Readonly<Record<string, Choice>> = {
  "24 letters and digits": (m) => mixed(m, 24, ALNUM),
  "64 hexadecimal digits": (m) => m.chars(64, `${DIGITS}ABCDEF`),
  UUID: (m) => [8, 4, 4, 4, 12].map((length) => m.chars(length, `${DIGITS}abcdef`)).join("-"),
  "43 of base64url": (m) => mixed(m, 43, `${ALNUM}-_`),
  "groups of capitals": (m) => [1, 2, 3, 4, 5].map(() => m.chars(5, UPPER + DIGITS)).join("-"),
};
