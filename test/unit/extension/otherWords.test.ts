import { describe, expect, test } from "vitest";
import { withCapitalsOf } from "../../../src/core/letterCase";
import { likelyPhrases, type Place } from "../../../src/extension/otherWords/likelyPhrases";
import { joined, phraseOf } from "../../../src/extension/otherWords/phrase";
import type { FillParams, FillResult } from "../../../src/protocol/filling";

test.each([
  ["lamp", 0, ["lamp"], []],
  [" the lamp, ", 1, ["the", "lamp"], [" "]],
  ["user_name", 0, ["user", "name"], ["_"]],
  ["(Größe, été)", 1, ["Größe", "été"], [", "]],
] as const)("the words of %j", (text, start, words, between) => {
  expect(phraseOf(text)).toEqual({ start, words, between });
  expect(text.slice(start)).toContain(joined(words, between));
});

test("there is no word in marks", () => expect(phraseOf(" -> ")).toBeUndefined());

test.each([
  ["lamp", "bell", "bell"],
  ["lamp", "Anna", "Anna"],
  ["Lamp", "bell", "Bell"],
  ["LAMP", "bell", "BELL"],
  ["A", "the", "The"],
  ["Übel", "élan", "Élan"],
  ["7", "bell", "bell"],
])("in the place of %s, %s is written %s", (present, word, written) => {
  expect(withCapitalsOf(word, present)).toBe(written);
});

/** A model that says after each text what `says` has for what stands before the mask, and keeps the questions. */
function modelThat(says: Record<string, Record<string, number>>) {
  const asked: string[] = [];
  const fill = async ({ text, masks }: Pick<FillParams, "text" | "masks">): Promise<FillResult> => {
    asked.push(text);
    const before = /(\w*)\W*$/.exec(text.slice(0, masks[0]))![1]!;
    const words = Object.entries(says[before] ?? {});
    return { fills: [{ candidates: words.map(([token_str, score]) => ({ token_str, score, token: 0 })) }] };
  };
  return { asked, fill };
}

function placeOf(before: string, present: string, after: string): Place {
  return { before, after, phrase: phraseOf(present)! };
}

describe("likely phrases", () => {
  test("for one word are asked once, without the word that stands there", async () => {
    const { asked, fill } = modelThat({ the: { bell: 0.5, Bell: 0.2, lamp: 0.3 } });
    const found = await likelyPhrases(placeOf("the ", "Lamp", " is lit"), fill);
    expect(asked).toEqual(["the [MASK] is lit"]);
    expect(found).toEqual([
      { text: "Bell", probability: 0.7 },
      { text: "Lamp", probability: 0.3 },
    ]);
  });

  test("of several words are those whose words are likely together", async () => {
    const { asked, fill } = modelThat({
      a: { red: 0.6, old: 0.4 },
      red: { boat: 0.3, lamp: 0.2 },
      old: { man: 0.9 },
    });
    const found = await likelyPhrases(placeOf("a ", "big-dog", "."), fill);
    expect(asked).toEqual(["a [MASK]-[MASK].", "a red-[MASK].", "a old-[MASK]."]);
    expect(found.map(({ text }) => text)).toEqual(["old-man", "red-boat", "red-lamp"]);
    expect(found[0]!.probability).toBeCloseTo(0.36);
  });
});
