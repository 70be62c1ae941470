import { describe, expect, test } from "vitest";
import { Evidence } from "../../../src/core/memory/evidence";
import { probabilities } from "../../../src/core/ranking/rank";
import { SHIPPED_RANKING } from "../../../src/core/ranking/shippedRanking";

const [COMMA, WORD] = [7, 8];

/** The probabilities of a comma and of a word to which the model gives these, the rest being elsewhere. */
function offered(comma: number, word: number, known: { document?: Evidence; workspace?: Evidence } = {}) {
  const contenders = [
    { pieces: [COMMA], logProbability: Math.log(comma), kind: "mark" },
    { pieces: [WORD], logProbability: Math.log(word), kind: "word" },
  ] as const;
  const rest = Math.log(Math.max(1e-4, 1 - comma - word));
  return probabilities({ contenders, logProbabilityElsewhere: rest, known }, SHIPPED_RANKING);
}

/** A document in which the word stood once, behind the same two tokens. */
function documentWithWord(): Evidence {
  const document = new Evidence();
  document.count([1, 2, WORD], 2, 3, { left: 2, right: 0 }).distance = 30;
  return document;
}

describe("a mark stands before a word", () => {
  test("where the model is nearly certain of it", () => {
    for (const known of [{}, { document: new Evidence(), workspace: new Evidence() }]) {
      const [comma, word] = offered(0.98, 0.005, known);
      expect(comma).toBeGreaterThan(word!);
    }
  });

  test.each([
    ["where it is only likelier", 0.6, 0.2, {}],
    ["where the document has the word in such a place", 0.6, 0.2, { document: documentWithWord() }],
    [
      "where the workspace is known, too",
      0.6,
      0.2,
      { document: documentWithWord(), workspace: new Evidence() },
    ],
  ] as const)("not %s", (_name, comma, word, known) => {
    const [mark, other] = offered(comma, word, known);
    expect(other).toBeGreaterThan(mark!);
  });
});
