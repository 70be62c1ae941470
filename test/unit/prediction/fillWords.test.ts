import { describe, expect, test } from "vitest";
import { createMaskFiller } from "../../../src/core/prediction/fillMask";
import { createWordFiller, type FillWordsOptions } from "../../../src/core/prediction/fillWords";
import type { MaskedSequence, Predictor } from "../../../src/core/prediction/predictor";
import { smallTokenizer } from "../../support/smallTokenizer";
import { TINY } from "../../support/tinyModel";
import { byteLevelTokenizer } from "../tokenizer/fixtures";

const WORDS = ["the", "lamp", "keeper", "light", "##house", "##ing", "."];
const tokenizer = smallTokenizer(WORDS);
const id = (token: string): number => tokenizer.tokenToId(token)!;

type Chances = Readonly<Record<string, number>>;

/** A model that answers by a rule on the tokens around the position, and notes the windows that it is shown. */
function rulePredictor(rule: (before: string[], masks: number) => Chances, maxPositions = 32) {
  const shown: { ids: string[]; positions: number[] }[] = [];
  const answer = ({ ids, positions }: MaskedSequence): Float32Array[] => {
    const tokens = Array.from(ids, (token) => tokenizer.idToToken(token)!);
    shown.push({ ids: tokens, positions: [...positions] });
    return positions.map((at) => {
      const masks = tokens.slice(at).findIndex((token) => token !== "[MASK]");
      return logits(rule(tokens.slice(0, at), masks === -1 ? tokens.length - at : masks));
    });
  };
  const predictor: Predictor = {
    config: { ...TINY, vocabSize: tokenizer.vocabSize, maxPositions },
    logits: async (sequences) => sequences.map(answer),
    release: async () => {},
  };
  return { predictor, shown };
}

/** What is left of 1 goes to [UNK], which is never offered. */
function logits(chances: Chances): Float32Array {
  const row = new Float32Array(tokenizer.vocabSize).fill(Math.log(1e-9));
  for (const [token, chance] of Object.entries(chances)) row[id(token)] = Math.log(chance);
  row[tokenizer.unkTokenId] = Math.log(Math.max(1e-9, 1 - Object.values(chances).reduce((a, b) => a + b, 0)));
  return row;
}

const OPTIONS: FillWordsOptions = {
  topK: 2,
  windowTokens: 32,
  maxPieces: 3,
  beams: 2,
  signal: new AbortController().signal,
};

async function fill(
  predictor: Predictor,
  text: string,
  options: Partial<FillWordsOptions> = {},
): Promise<[string, number][][]> {
  const masks = [...text.matchAll(/\[MASK\]/g)].map(({ index }) => index);
  const found = await createWordFiller(predictor, tokenizer)(text, masks, { ...OPTIONS, ...options });
  return found.map((words) => words.map(({ text, score }) => [text, Number(score.toFixed(4))]));
}

/** "keeper" with 0.3, or of two pieces "light" + "##house". */
const twoPieces = (start: number, end: number) => (before: string[], masks: number) => {
  if (before.at(-1) === "light") return { "##house": end };
  if (before.at(-1) === "[MASK]") return { "##house": start * end };
  return masks === 1 ? { keeper: 0.3, lamp: 0.1 } : { light: start };
};

function masksShown(shown: readonly { readonly ids: readonly string[] }[]): number[] {
  return shown.map(({ ids }) => ids.filter((token) => token === "[MASK]").length);
}

describe("whole words for masks", () => {
  test.each([
    ["a word of two pieces wins where it is more probable as a whole", 0.8, 0.9, "lighthouse", 0.72],
    ["and stands below where only its pieces are", 0.4, 0.5, "keeper", 0.3],
  ])("%s", async (_name, start, end, word, score) => {
    const { predictor } = rulePredictor(twoPieces(start, end));
    expect((await fill(predictor, "the [MASK]."))[0]![0]).toEqual([word, score]);
  });

  test("no word begins with a piece that continues one", async () => {
    const { predictor } = rulePredictor(() => ({ "##ing": 0.9, keeper: 0.05 }));
    for (const [text] of (await fill(predictor, "the [MASK].", { topK: 20 }))[0]!)
      expect(text).not.toMatch(/^##|\[/);
  });

  test("with a prefix only longer words that begin so are found", async () => {
    const { predictor } = rulePredictor(() => ({ keeper: 0.5, lamp: 0.1, light: 0.3, the: 0.05 }));
    expect((await fill(predictor, "the [MASK].", { topK: 5, maxPieces: 1, prefix: "l" }))[0]).toEqual([
      ["light", 0.3],
      ["lamp", 0.1],
    ]);
    expect((await fill(predictor, "the [MASK].", { maxPieces: 1, prefix: "lamp" }))[0]).toEqual([]);
  });

  test("a word of three pieces is filled piece by piece", async () => {
    const { predictor, shown } = rulePredictor((before, masks) => {
      const pieces = before.slice(before.indexOf("the") + 1);
      if (masks + pieces.length < 2) return { keeper: 0.1 };
      return [{ light: 0.9 }, { "##house": 0.8 }, { "##ing": 0.7 }][pieces.length]!;
    });
    expect((await fill(predictor, "the [MASK]."))[0]).toEqual([
      ["lighthouse", 0.72],
      ["lighthouseing", 0.504],
    ]);
    expect(masksShown(shown)).toEqual([1, 2, 1, 3, 2, 1]);
  });

  test("a word of several pieces is not offered below one per cent", async () => {
    const offered = async (start: number) => {
      const { predictor } = rulePredictor(twoPieces(start, 0.5));
      return (await fill(predictor, "the [MASK].", { topK: 5 }))[0]!.map(([word]) => word);
    };
    expect(await offered(0.021)).toContain("lighthouse");
    expect(await offered(0.019)).not.toContain("lighthouse");
  });

  test.each([
    ["beginnings that cannot become one of the best", twoPieces(0.05, 0.9)],
    [
      "beginnings behind which the model sees no continuation",
      (before: string[], masks: number): Chances => {
        if (before.at(-1) === "[MASK]") return { the: 0.9, "##house": 0.05 };
        return masks === 1 ? { keeper: 0.3, lamp: 0.1 } : { light: 0.8 };
      },
    ],
  ])("%s are not followed up, and longer words not looked for", async (_name, rule) => {
    const { predictor, shown } = rulePredictor(rule);
    await fill(predictor, "the [MASK].");
    expect(masksShown(shown)).toEqual([1, 2]);
  });

  test("each mask sees the words chosen before it, and the others as masks", async () => {
    const { predictor, shown } = rulePredictor((before) =>
      before.includes("keeper") ? { lamp: 0.9 } : { keeper: 0.9 },
    );
    const found = await fill(predictor, "the [MASK] the [MASK].", { maxPieces: 1 });
    expect(found.map(([best]) => best![0])).toEqual(["keeper", "lamp"]);
    expect(shown.map(({ ids }) => ids.join(" "))).toEqual([
      "[CLS] the [MASK] the [MASK] . [SEP]",
      "[CLS] the keeper the [MASK] . [SEP]",
    ]);
  });

  test("a text that breaks off at the mask is not told to end there", async () => {
    const { predictor, shown } = rulePredictor(() => ({ lamp: 0.9 }));
    await fill(predictor, "the [MASK]", { maxPieces: 1 });
    await fill(predictor, "the [MASK].", { maxPieces: 1 });
    expect(shown.map(({ ids }) => ids.join(" "))).toEqual(["[CLS] the [MASK]", "[CLS] the [MASK] . [SEP]"]);
  });

  test("masks that are not asked for stay context", async () => {
    const { predictor, shown } = rulePredictor(() => ({ lamp: 0.9 }));
    const text = "[MASK] the [MASK]";
    const found = await createWordFiller(predictor, tokenizer)(text, [11], { ...OPTIONS, maxPieces: 1 });
    expect(found).toHaveLength(1);
    expect(shown).toEqual([{ ids: ["[CLS]", "[MASK]", "the", "[MASK]"], positions: [3] }]);
  });

  test.each([
    ["the window", { windowTokens: 11 }, 32],
    ["the model's positions", { windowTokens: 128 }, 11],
  ])("no more tokens are shown than %s holds, with the mask inside", async (_name, options, positions) => {
    const { predictor, shown } = rulePredictor(() => ({ lamp: 0.5, light: 0.3 }), positions);
    const text = `${"the ".repeat(40)}[MASK]${" the".repeat(40)}`;
    await fill(predictor, text, options);
    for (const { ids, positions } of shown) {
      expect(ids).toHaveLength(11);
      expect([ids[0], ids[10]]).toEqual(["[CLS]", "[SEP]"]);
      expect(ids[positions[0]!]).toBe("[MASK]");
      expect(positions[0]).toBeGreaterThan(2);
      expect(positions[0]).toBeLessThan(9);
    }
  });

  test("an offset without a mask is refused", async () => {
    const { predictor } = rulePredictor(() => ({}));
    await expect(createWordFiller(predictor, tokenizer)("the [MASK]", [3], OPTIONS)).rejects.toThrow(
      "The text has no [MASK] at offset 3.",
    );
  });

  test("an aborted search ends before the next run of the model", async () => {
    const controller = new AbortController();
    const { predictor, shown } = rulePredictor(() => {
      controller.abort();
      return { light: 0.9 };
    });
    await expect(fill(predictor, "the [MASK].", { signal: controller.signal })).rejects.toThrow(/abort/i);
    expect(shown).toHaveLength(1);
  });
});

describe("a byte-level model", () => {
  const added = [" lamp", "lamp", " light", "light", "house", "ing"];
  const byteLevel = byteLevelTokenizer("roberta").withWords(added);
  /** Says the same everywhere, and what does not fit more probably. */
  const predictor: Predictor = {
    config: { ...TINY, vocabSize: byteLevel.vocabSize, maxPositions: 32 },
    logits: async (sequences) =>
      sequences.map(({ ids, positions }) =>
        positions.map((position, at) => {
          const row = new Float32Array(byteLevel.vocabSize).fill(-20);
          const isFirst = at === 0 && ids[position - 1] !== byteLevel.piecesOf(" light")[0];
          const chances = isFirst ? [-2, -1, -1.5, -1.2, -3, -3] : [-9, -9, -9, -9, -0.1, -2];
          for (const [index, word] of added.entries()) row[byteLevel.piecesOf(word)[0]!] = chances[index]!;
          row[byteLevel.piecesOf("(")[0]!] = isFirst ? -0.5 : -9;
          return row;
        }),
      ),
    release: async () => {},
  };

  test.each([
    ["the [MASK]", ["light", "lamp"], 1],
    ["the [MASK]", ["light", "lighthouse"], 2],
    ["foo.[MASK](", ["(", "lamp"], 1],
    ["[MASK]Foo", ["(", "lamp"], 1],
  ])("fills %s with words that fit", async (text, words, maxPieces) => {
    const masks = [text.indexOf("[MASK]")];
    const [found] = await createWordFiller(predictor, byteLevel)(text, masks, { ...OPTIONS, maxPieces });
    expect(found!.map((word) => word.text)).toEqual(words);
  });

  test.each([
    ["a <mask>.", "a light."],
    ["a [MASK].", "a light."],
    ["a([MASK]).", "a(()."],
  ])("fills %s with a token that fits", async (text, sequence) => {
    const [[best]] = await createMaskFiller(predictor, byteLevel)(text, { topK: 1 });
    expect(best!.sequence).toBe(sequence);
    expect(best!.token_str).toBe(best!.token_str.trim());
  });

  test("takes targets as the place has them", async () => {
    const ofPlace = async (text: string) => {
      const [found] = await createMaskFiller(predictor, byteLevel)(text, { topK: 5, targets: ["lamp"] });
      return found!.map(({ token }) => byteLevel.idToToken(token));
    };
    expect([await ofPlace("a [MASK]"), await ofPlace("a([MASK]")]).toEqual([["Ġlamp"], ["lamp"]]);
  });
});
