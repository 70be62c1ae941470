import { describe, expect, test } from "vitest";
import type { FillParams } from "../../../src/protocol/filling";
import type { ScoreParams, ScoreResult } from "../../../src/protocol/scoring";
import { fillMask } from "../../../src/tools/fillMask";
import { scoreText } from "../../../src/tools/scoreText";
import { suggestName } from "../../../src/tools/suggestName";
import { fitting, type Model, type Tool } from "../../../src/tools/tool";

/** A model that says at each mask what `says` has for the word before it, and that every fourth letter makes a word improbable. */
function modelThat(says: Readonly<Record<string, Readonly<Record<string, number>>>>) {
  const asked: FillParams[] = [];
  const model: Model = {
    fill: async (params) => {
      asked.push(params);
      const fills = params.masks.map((mask) => {
        const before = /(\w+)\W*$/.exec(params.text.slice(0, mask))?.[1] ?? "";
        const words = Object.entries(says[before] ?? {});
        return { candidates: words.map(([token_str, score]) => ({ token_str, score, token: 0 })) };
      });
      return { fills };
    },
    score: async ({ text }: ScoreParams): Promise<ScoreResult> => ({
      words: [...text.matchAll(/\w+/g)].map(({ 0: word, index }) => ({
        ...{ word, start: index, end: index + word.length },
        ...{ probability: 1 / word.length, rank: word.length, others: [] },
      })),
    }),
  };
  return { asked, model };
}

async function answer(tool: Tool, input: unknown, { model }: ReturnType<typeof modelThat>, limit = Infinity) {
  return JSON.parse(await fitting(await tool.ask(input, model), ({ length }) => length <= limit));
}

const SAYS = {
  the: { lamp: 0.5, bell: 0.25, boat: 0.125 },
  old: { bell: 0.5, boat: 0.25, man: 0.2 },
};

test("fill_mask answers each mask, in any case, with so many words", async () => {
  const model = modelThat(SAYS);
  const fills = await answer(fillMask, { text: "the [mask] and old [MASK]", top_k: 2 }, model);
  expect(model.asked[0]).toEqual({ text: "the [MASK] and old [MASK]", masks: [4, 19], topK: 2 });
  expect(fills[0].slice(0, 1)).toEqual([{ token_str: "lamp", score: 0.5 }]);
  expect(fills.map((words: object[]) => words.length)).toEqual([2, 2]);
});

test("score_text names the least probable words with their lines, and how surprising all are", async () => {
  const told = await answer(scoreText, { text: "a bb\nlonger it", top_k: 2 }, modelThat({}));
  expect(told.words).toEqual([
    { word: "longer", line: 2, probability: 1 / 6, rank: 6, others: [] },
    { word: "bb", line: 1, probability: 1 / 2, rank: 2, others: [] },
  ]);
  expect(told.pseudo_perplexity).toBeCloseTo((6 * 2 * 2) ** (1 / 4));
});

test("suggest_name hides every use and prefers what fits all of them", async () => {
  const model = modelThat(SAYS);
  const told = await answer(suggestName, { text: "the x1; old x1; x12 $x1", name: "x1" }, model);
  expect(model.asked.map(({ text, masks }) => [text, masks])).toEqual([
    ["the [MASK]; old [MASK]; x12 $x1", [4]],
    ["the [MASK]; old [MASK]; x12 $x1", [16]],
  ]);
  expect(told.uses).toBe(2);
  expect(told.names.map(({ name }: { name: string }) => name)).toEqual(["bell", "boat", "lamp", "man"]);
  expect(told.names[0].score).toBeCloseTo(Math.sqrt(0.25 * 0.5));
});

test("suggest_name offers no word that the code holds already", async () => {
  const names = async (text: string): Promise<string[]> =>
    (await answer(suggestName, { text, name: "x1" }, modelThat(SAYS))).names.map(
      ({ name }: { name: string }) => name,
    );
  expect(await names("the x1; bells = boat.length")).toEqual(["lamp", "bell"]);
  expect(await names("the x1; bell(Boat)")).toEqual(["lamp", "boat"]);
});

test("of many uses a few are asked about, evenly", async () => {
  const model = modelThat(SAYS);
  const told = await answer(suggestName, { text: "the x ".repeat(100), name: "x" }, model);
  expect(told.uses).toBe(12);
  const places = model.asked.map(({ masks: [mask] }) => mask!);
  expect(Math.max(...places)).toBeGreaterThan(800);
});

test("an answer is cut short until it fits, to one item at least", async () => {
  const input = { text: "the [MASK]" };
  const whole = await answer(fillMask, input, modelThat(SAYS));
  expect(whole[0]).toHaveLength(3);
  expect((await answer(fillMask, input, modelThat(SAYS), 75))[0]).toHaveLength(2);
  expect((await answer(fillMask, input, modelThat(SAYS), 0))[0]).toHaveLength(1);
});

describe("a wrong question is refused with what to do instead", () => {
  test.each<[Tool, unknown, RegExp]>([
    [fillMask, {}, /^`text` must be a string that holds \[MASK\]\.$/],
    [fillMask, undefined, /`text` must be a string/],
    [fillMask, { text: "no mask" }, /must hold \[MASK\] where/],
    [fillMask, { text: "[MASK] ".repeat(17) }, /at most 16 \[MASK\]/],
    [fillMask, { text: "x".repeat(8001) }, /at most 8000 characters/],
    [fillMask, { text: "[MASK]", top_k: 51 }, /`top_k` must be a whole number from 1 to 50/],
    [fillMask, { text: "[MASK]", top_k: "3" }, /`top_k`/],
    [scoreText, { text: 7 }, /`text` must be a string that holds the words to judge/],
    [suggestName, { text: "a b", name: "c" }, /`text` must hold `name`/],
    [suggestName, { text: "a b" }, /`name` must be one identifier/],
    [suggestName, { text: "a b", name: "a b" }, /`name` must be one identifier/],
  ])("%o %j", async (tool, input, sentence) => {
    await expect(tool.ask(input, modelThat(SAYS).model)).rejects.toThrow(sentence);
  });
});
