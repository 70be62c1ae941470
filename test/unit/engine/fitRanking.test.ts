import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { DEFAULT_CORPUS_OPTIONS } from "../../../src/core/corpus/options";
import { chooseQuestions } from "../../../src/core/questions/chooseQuestions";
import { createRandom } from "../../../src/core/random";
import { FEATURES } from "../../../src/core/ranking/features";
import { SHIPPED_RANKING } from "../../../src/core/ranking/shippedRanking";
import { fitRanking } from "../../../src/engine/conclude/fitRanking";
import { loadModel } from "../../../src/engine/models/loadModel";
import { oneThread } from "../../support/runGraph";
import { temporaryFolder } from "../../support/temporaryFolder";

const at = temporaryFolder();
const model = await loadModel("test/fixtures/bert-2x32");
const { signal } = new AbortController();

const THINGS = "lamp rope boat anchor ladder barrel lantern pulley hinge stair".split(" ");

/** Files of sentences in which the words before a word tell it, and questions for words of them. */
function workspace(files: number) {
  const random = createRandom(4);
  const texts = Array.from({ length: files }, (_, file) => {
    const lines = Array.from({ length: 12 }, () => {
      const number = random.nextBelow(THINGS.length);
      return `On day ${number} the keeper of berth ${file} looks after the ${THINGS[number]} of the harbour.`;
    });
    return { file: `${file}.txt`, text: lines.join("\n") };
  });
  mkdirSync(at(), { recursive: true });
  for (const { file, text } of texts) writeFileSync(join(at(), file), text);
  return {
    source: { folders: [at()], corpus: DEFAULT_CORPUS_OPTIONS },
    questions: chooseQuestions(texts, 80),
  };
}

test("the weights move with the workspace's own words, all but those that no question tells of", async () => {
  const { source, questions } = workspace(10);
  const fitted = await fitRanking(oneThread(), model, source, questions, signal);
  for (const situation of ["model", "document", "workspace"] as const) {
    const [own, shipped] = [fitted![situation].features, SHIPPED_RANKING[situation].features];
    for (const [feature, name] of FEATURES.entries()) {
      expect(Number.isFinite(own[feature])).toBe(true);
      if (/mark|short/i.test(name)) expect(own[feature], name).toBeCloseTo(shipped[feature]!, 5);
    }
    expect(Array.from(own)).not.toEqual(Array.from(shipped));
  }
  expect(await fitRanking(oneThread(), model, source, questions, signal)).toEqual(fitted);
});

test("a few words move nothing", async () => {
  const { source, questions } = workspace(10);
  expect(await fitRanking(oneThread(), model, source, questions.slice(0, 20), signal)).toBeUndefined();
});

test("it stops when it is told to", async () => {
  const { source, questions } = workspace(10);
  const aborted = AbortSignal.abort(new Error("enough"));
  await expect(fitRanking(oneThread(), model, source, questions, aborted)).rejects.toThrow("enough");
});
