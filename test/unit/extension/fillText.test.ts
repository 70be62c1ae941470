import { expect, test } from "vitest";
import { MASK, maskOffsets } from "../../../src/core/masks";
import { fillText, groupMasks, REACH } from "../../../src/extension/filling/fillText";
import { preferred } from "../../../src/extension/filling/preferred";
import type { FillParams } from "../../../src/protocol/filling";

/** Answers each mask with the number of the call and its place in it, and records what was asked. */
function recorder() {
  const asked: FillParams[] = [];
  const fill = async (params: FillParams) => {
    asked.push(params);
    const fills = params.masks.map((_mask, index) => ({
      candidates: [{ score: 1, token: 0, token_str: `w${asked.length}.${index}` }],
    }));
    return { fills };
  };
  return { asked, fill };
}

test.each([
  [[], []],
  [[5], [[5]]],
  [[0, 10, 400], [[0, 10, 400]]],
  [
    [0, 10, 401, 500],
    [
      [0, 10],
      [401, 500],
    ],
  ],
  [Array.from({ length: 17 }, (_, i) => i * 6), [Array.from({ length: 16 }, (_, i) => i * 6), [96]]],
])("groupMasks(%j)", (masks, groups) => {
  expect(groupMasks(masks)).toEqual(groups);
});

test("asks for neighbours together and points at the masks", async () => {
  const { asked, fill } = recorder();
  const text = `a ${MASK} b ${MASK} c`;
  expect(await fillText(text, maskOffsets(text), fill)).toEqual([["w1.0"], ["w1.1"]]);
  expect(asked).toEqual([{ text, masks: maskOffsets(text), topK: 5 }]);
});

test("shows a later group the words chosen before it", async () => {
  const { asked, fill } = recorder();
  const text = `first ${MASK} here.${" filler".repeat(100)} then ${MASK}.`;
  expect(await fillText(text, maskOffsets(text), fill)).toEqual([["w1.0"], ["w2.0"]]);
  const { text: second, masks } = asked[1]!;
  expect(second).toContain("first w1.0 here.");
  expect(masks).toEqual(maskOffsets(second));
});

test("tells after each group how many are done", async () => {
  const text = `${MASK} ${MASK} ${" filler".repeat(100)} ${MASK}`;
  const told: number[] = [];
  await fillText(text, maskOffsets(text), recorder().fill, { onProgress: (done) => told.push(done) });
  expect(told).toEqual([2, 3]);
});

test("masks that are not asked for stay as context", async () => {
  const { asked, fill } = recorder();
  const text = `${MASK} a ${MASK} b ${MASK}`;
  const [, second] = maskOffsets(text);
  expect(await fillText(text, [second!], fill)).toEqual([["w1.0"]]);
  expect(asked[0]!.text).toBe(text);
});

test("never sends more than the reach to each side", async () => {
  const { asked, fill } = recorder();
  const far = "x".repeat(3 * REACH);
  const text = `${far}${MASK}${far}${MASK}${far}`;
  await fillText(text, maskOffsets(text), fill);
  expect(asked).toHaveLength(2);
  for (const { text: window, masks } of asked) {
    expect(window.length).toBeLessThanOrEqual(2 * REACH + MASK.length);
    expect(window.startsWith(MASK, masks[0])).toBe(true);
  }
});

test("a mask without a word stays a mask for the next", async () => {
  const text = `${MASK} and ${MASK}`;
  const words = await fillText(text, maskOffsets(text), async () => ({ fills: [{ candidates: [] }] }));
  expect(words).toEqual([[], []]);
});

test.each<[string, [string, number][], string, string[]]>([
  [
    "closes the",
    [
      ["the", 0.3],
      ["gate", 0.2],
    ],
    "of",
    ["gate", "the"],
  ],
  [
    "he ",
    [
      ["had", 0.4],
      ["has", 0.1],
    ],
    " had it",
    ["has", "had"],
  ],
  [
    "The ",
    [
      ["the", 0.2],
      ["old", 0.1],
    ],
    "mill",
    ["old", "the"],
  ],
  [
    "he had ",
    [
      ["had", 0.6],
      ["seen", 0.3],
    ],
    " enough",
    ["had", "seen"],
  ],
  [
    "the server and the next ",
    [
      ["server", 0.3],
      ["door", 0.2],
    ],
    ".",
    ["server", "door"],
  ],
  ["", [["one", 0.3]], "", ["one"]],
])("between %j and %j of %j come %j", (before, found, after, words) => {
  const candidates = found.map(([token_str, score]) => ({ token_str, score, token: 0 }));
  expect(preferred(candidates, before, after)).toEqual(words);
});

test("a word that repeats its neighbour is filled in only where it is likely", async () => {
  const candidates = [
    { token_str: "lamp", score: 0.3, token: 0 },
    { token_str: "light", score: 0.2, token: 0 },
  ];
  const text = `the ${MASK} ${MASK} shines`;
  const fill = async ({ masks }: FillParams) => ({ fills: masks.map(() => ({ candidates })) });
  expect(await fillText(text, maskOffsets(text), fill)).toEqual([
    ["lamp", "light"],
    ["light", "lamp"],
  ]);
});
