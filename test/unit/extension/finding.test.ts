import { describe, expect, test } from "vitest";
import { afterChange, type Finding, replaced } from "../../../src/extension/unlikely/finding";

function at(offset: number, word = "worde"): Finding {
  return { offset, word, kind: "misspelt", probability: 0, fixes: [{ word: "word", probability: 1 }] };
}

describe("after a change a finding", () => {
  test.each([
    ["behind it moves with it", 20, { rangeOffset: 3, rangeLength: 2, text: "longer" }, 24],
    ["behind what is deleted moves back", 20, { rangeOffset: 0, rangeLength: 10, text: "" }, 10],
    ["before it stays", 20, { rangeOffset: 27, rangeLength: 1, text: "x" }, 20],
    ["whose word is changed is gone", 20, { rangeOffset: 22, rangeLength: 1, text: "x" }, undefined],
    ["whose word is typed on is gone", 20, { rangeOffset: 25, rangeLength: 0, text: "x" }, undefined],
    ["that is deleted is gone", 20, { rangeOffset: 10, rangeLength: 30, text: "" }, undefined],
  ])("%s", (_what, offset, change, expected) => {
    expect(afterChange([at(offset)], change).map((finding) => finding.offset)).toEqual(
      expected === undefined ? [] : [expected],
    );
  });
});

test("a part that is looked at anew has what is found now, the rest what was found before", () => {
  const after = replaced([at(5), at(15), at(40)], { start: 10, end: 30 }, [at(20), at(12)]);
  expect(after.map(({ offset }) => offset)).toEqual([5, 12, 20, 40]);
});
