import type { Maker } from "../../test/support/plantedSecrets";
import type { Choice } from "./choices";
import type { Name } from "./names";

/**
 * A file with places to fill in: `«snake»` and the like for the name in that spelling, `«v»` for the secret, `«xml»`, `«url»`, `«b64»`, `«basic»` (behind a user), `«hex»` for it so encoded,
 * `«user»`, `«host»`, `«word»`, and `«a40»`, `«d6»`, `«h32»`, `«u16»`, `«s32»`, `«b16»` for so many letters and digits, digits, digits of hexadecimal numbers, capitals and digits,
 * digits of base32 in capitals and in small letters.
 */
export interface Template {
  readonly path: string;
  readonly text: string;
  /** Nothing encloses the secret, so that it has no spaces and few signs. */
  readonly bare: boolean;
}

export const quoted = (path: string, text: string): Template => ({ path, text, bare: false });
export const bare = (path: string, text: string): Template => ({ path, text, bare: true });

const BARE = /^[\p{L}\p{N}][\p{L}\p{N}._+-]*$/u;
const ALPHABETS: Readonly<Record<string, string>> = {
  a: "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789",
  d: "0123456789",
  h: "0123456789abcdef",
  u: "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789",
  s: "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567",
  b: "abcdefghijklmnopqrstuvwxyz234567",
};

/** A file with one secret in it. */
export function filled(
  { path, text, bare }: Template,
  name: Name,
  choices: readonly Choice[],
  m: Maker,
): [path: string, text: string] {
  const secret = secretFor(choices, bare, m);
  return [path, text.replace(/«(\w+)»/g, (_, place: string) => fill(place, name, secret, m))];
}

function secretFor(choices: readonly Choice[], bare: boolean, m: Maker): string {
  for (;;) {
    const secret = m.pick(choices)(m);
    if (!bare || BARE.test(secret)) return secret;
  }
}

function fill(place: string, name: Name, secret: string, m: Maker): string {
  const spelling = SPELLINGS[place];
  if (spelling) return spelling(name.split(" "));
  const encoding = ENCODINGS[place];
  if (encoding) return encoding(secret);
  if (place === "user") return m.user();
  if (place === "host") return m.host();
  if (place === "word") return m.pick(["shop", "crm", "ledger", "portal", "billing", "wiki", "intake"]);
  return m.chars(Number(place.slice(1)), ALPHABETS[place[0]]);
}

const capital = (word: string) => word[0].toUpperCase() + word.slice(1);

const SPELLINGS: Readonly<Record<string, (words: readonly string[]) => string>> = {
  snake: (words) => words.join("_"),
  kebab: (words) => words.join("-"),
  dotted: (words) => words.join("."),
  flat: (words) => words.join(""),
  spaced: (words) => words.join(" "),
  title: (words) => words.map(capital).join(" "),
  sentence: (words) => capital(words.join(" ")),
  camel: ([first, ...rest]) => first + rest.map(capital).join(""),
  pascal: (words) => words.map(capital).join(""),
  upper: (words) => words.join("_").toUpperCase(),
};

const ENCODINGS: Readonly<Record<string, (secret: string) => string>> = {
  v: (secret) => secret,
  xml: (secret) => secret.replace(/&/g, "&amp;").replace(/</g, "&lt;"),
  url: (secret) => encodeURIComponent(secret),
  b64: (secret) => Buffer.from(secret).toString("base64"),
  basic: (secret) => Buffer.from(`maria:${secret}`).toString("base64"),
  hex: (secret) => Buffer.from(secret).toString("hex"),
};
