import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ENOUGH_WORDS } from "../../../src/core/questions/wordsFound";
import { pauseGate } from "../../../src/engine/follow/pauseGate";
import { compareModels } from "../../../src/engine/models/evaluateModel";
import { exportModel } from "../../../src/engine/models/exportModel";
import { describeModels } from "../../../src/engine/models/storedModels";
import { runTraining } from "../../../src/engine/trainingRun";
import { comparisonText, detail } from "../../../src/extension/models/describe";
import { resultText } from "../../../src/extension/training/messages/result";
import { readHeldOut } from "../../../src/node/heldOutStore";
import { readNotes, writeNotes } from "../../../src/node/modelNotes";
import { currentModel } from "../../../src/node/modelStore";
import type { TrainingReport } from "../../../src/protocol/report";
import type { FiguresSection } from "../../../src/protocol/reportPage";
import type { RunParams, TrainingResult } from "../../../src/protocol/training";
import { reportPage } from "../../../src/report/page";
import { trainingSettings } from "../../support/trainingSettings";
import { learnable, makeWorkspace } from "../corpus/workspace";
import { ENGLISH } from "../extension/localize";

const { signal } = new AbortController();

function paramsOf(files: number, words: number): RunParams {
  const names = Array.from({ length: files }, (_, at) => [`${at}.md`, learnable(words, at + 1)]);
  return {
    roots: [makeWorkspace(Object.fromEntries(names))],
    folderExclude: {},
    storage: makeWorkspace(),
    base: "test/fixtures/bert-2x32",
    settings: trainingSettings({ epochs: 3, learningRate: 2e-3, newWords: 12 }),
  };
}

async function run(params: RunParams): Promise<{ result: TrainingResult; report: TrainingReport }> {
  let last: TrainingReport | undefined;
  const result = await runTraining(params, {
    ...{ stop: signal, suspend: signal, gate: pauseGate(), progress() {}, changes() {}, warn() {} },
    report: (report) => {
      last = report;
    },
  });
  return { result, report: last! };
}

test("one model has one figure: in its run's result and message, the report, the list, the comparison, the notes and the card", async () => {
  const params = paramsOf(10, 150);
  const { storage } = params;
  const { result, report } = await run(params);
  const { before, after } = result.words;
  expect(result.kept).toBe("tuned");
  expect(after!.words).toBeGreaterThanOrEqual(ENOUGH_WORDS);
  expect(after!.first).toBeGreaterThan(before!.first);
  const share = (count: number) => `${((100 * count) / after!.words).toFixed(1)}\u00a0%`;
  const [first, five] = [share(after!.first), share(after!.amongFive)];

  expect(report.words).toMatchObject({ before, after });
  expect(report.words!.files).toHaveLength(after!.files);
  const page = reportPage(report, { activity: "ended", l10n: ENGLISH, language: "en" });
  const { figures, note } = page.sections.find(({ id }) => id === "result") as FiguresSection;
  expect(figures.slice(0, 2).map(({ value }) => value)).toEqual([first, five]);
  expect(note).toContain(`Of ${after!.words} hidden words in ${after!.files} files`);
  expect(resultText(result, ENGLISH)).toContain(
    `${share(before!.first)} before, ${first} after; among five: ${share(before!.amongFive)} before, ${five} after; of ${after!.words} words in ${after!.files} files.`,
  );

  const [listed] = await describeModels(storage);
  expect(listed!.found).toEqual(after);
  expect(detail(listed!, ENGLISH)).toContain(
    `the right word first ${first}, among five ${five}, of ${after!.words} words`,
  );
  const rows = await compareModels(params, signal);
  expect(rows.map(({ found }) => found)).toEqual([before, after]);
  expect(comparisonText(rows, ENGLISH).replaceAll(" %", "\u00a0%")).toMatch(
    new RegExp(`\\| ${first} +\\| ${five} +\\| ${after!.words} +\\| ${after!.files} +\\|`),
  );

  const model = (await currentModel(storage))!;
  expect((await readNotes(model)).found).toMatchObject(after!);
  const exported = join(makeWorkspace(), "exported");
  await exportModel({ model, output: exported, onnx: false });
  const card = readFileSync(join(exported, "README.md"), "utf8").replaceAll(" %", "\u00a0%");
  expect(card).toContain(`| this model | ${first} | ${five} |`);
  expect(card).toContain(`| before training | ${share(before!.first)} | ${share(before!.amongFive)} |`);

  const { found: _, ...others } = await readNotes(model);
  await writeNotes(model, others);
  expect((await compareModels(params, signal)).map(({ found }) => found)).toEqual([before, after]); // asked again
});

test("a second run asks for the same words, and the model before it has the figure that it had", async () => {
  const params = paramsOf(10, 150);
  const first = await run(params);
  const asked = await readHeldOut(params.storage);
  const second = await run({
    ...params,
    settings: { ...params.settings, epochs: 4, seed: 9, maskingProbability: 0.3 },
  });
  expect((await readHeldOut(params.storage))!.questions).toEqual(asked!.questions);
  expect(second.result.words.inUse).toEqual(first.result.words.after);
  expect(second.result.words.before).toEqual(first.result.words.before);
});

test("on fewer than 200 words no model is put into use: it is kept beside, and the person is told", async () => {
  const params = paramsOf(4, 100);
  const { result, report } = await run(params);
  expect(result.kept).toBe("aside");
  expect(result.words.after!.words).toBeLessThan(ENOUGH_WORDS);
  expect(await currentModel(params.storage)).toBeUndefined();
  expect(await describeModels(params.storage)).toMatchObject([{ inUse: false, found: result.words.after }]);
  expect(resultText(result, ENGLISH)).toMatch(
    /\d+ hidden words are too few to tell which model is better: the trained one is kept beside/,
  );
  expect(report.words!.isChosenOnThem).toBe(true);
});
