import { describe, expect, test } from "vitest";
import { createWordFiller, USUAL_SEARCH } from "../../../src/core/prediction/fillWords";
import { createLightPredictor } from "../../../src/core/prediction/predictor";
import { askWords } from "../../../src/core/questions/askWords";
import { chooseQuestions } from "../../../src/core/questions/chooseQuestions";
import { findsMore, foundByLanguage, wordsFound } from "../../../src/core/questions/wordsFound";
import { SHIPPED_RANKING } from "../../../src/core/ranking/shippedRanking";
import { loadModel } from "../../../src/engine/models/loadModel";
import { oneThread } from "../../support/runGraph";

const base = await loadModel("models/base");
const TEXT = `The keeper of the lighthouse climbs the stairs every evening and lights the lamp.
Ships on the sea look for the light, and the keeper writes their names into a book.`;
const questions = chooseQuestions([{ file: "a.md", text: TEXT }], 12);
const { signal } = new AbortController();

describe("a model that is asked for whole words", () => {
  test("has found what its filler offers, at the place where that is offered", async () => {
    const places = await askWords(oneThread(), base, questions, signal);
    const predictor = await createLightPredictor(oneThread(), base.config, base.parameters);
    const fill = createWordFiller(predictor, base.tokenizer, SHIPPED_RANKING);
    for (const [at, { before, word, after }] of questions.entries()) {
      const options = { ...USUAL_SEARCH, topK: 5, signal };
      const [offered] = await fill(`${before}[MASK]${after}`, [before.length], options);
      expect(offered[places[at] ?? 5]?.text).toBe(places[at] === undefined ? undefined : word);
      if (places[at] === undefined) expect(offered.map(({ text }) => text)).not.toContain(word);
    }
    await predictor.release();
    const { first, amongFive } = wordsFound(questions, places);
    expect([first > 0, amongFive > first, amongFive < 12]).toEqual([true, true, true]);
  });

  test("finds a word of several pieces only as a whole", async () => {
    const asked = ["fileviewer", "fileviewers"].map((word) => ({
      file: "a.ts",
      before: "const fileviewer = 1; ".concat("let b = fileviewer; ".repeat(6), "let d = "),
      word,
      after: ";",
    }));
    for (const { word } of asked) expect(base.tokenizer.piecesOf(word).length).toBeGreaterThan(1);
    expect(await askWords(oneThread(), base, asked, signal)).toEqual([expect.any(Number), undefined]);
  });

  test("stops when it is told to", async () => {
    const abort = new AbortController();
    setTimeout(() => abort.abort(new Error("enough")), 30);
    const many = Array.from({ length: 500 }, () => questions[0]);
    await expect(askWords(oneThread(), base, many, abort.signal)).rejects.toThrow("enough");
  });
});

describe("how many words were found", () => {
  const asked = ["a.ts", "a.ts", "b.ts", "c.md"].map((file) => ({
    file,
    before: "",
    word: "word",
    after: "",
  }));

  test("is counted, with the files", () => {
    expect(wordsFound(asked, [0, undefined, 4, 0])).toEqual({ words: 4, files: 3, first: 2, amongFive: 3 });
  });

  test("is counted by language", () => {
    expect(foundByLanguage(asked, [0, undefined, 4, 0])).toEqual([
      ["TypeScript", { words: 3, files: 2, first: 1, amongFive: 2 }],
      ["Markdown", { words: 1, files: 1, first: 1, amongFive: 1 }],
    ]);
  });

  test.each([
    [2, 3, 1, 9, true],
    [1, 9, 2, 3, false],
    [2, 4, 2, 3, true],
    [2, 3, 2, 3, false],
  ])(
    "%d first and %d among five is more than %d and %d: %s",
    (first, five, otherFirst, otherFive, expected) => {
      const found = (first: number, amongFive: number) => ({ words: 9, files: 1, first, amongFive });
      expect(findsMore(found(first, five), found(otherFirst, otherFive))).toBe(expected);
    },
  );
});
