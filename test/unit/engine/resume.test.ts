import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, test } from "vitest";
import { findsMore } from "../../../src/core/questions/wordsFound";
import { pauseGate } from "../../../src/engine/follow/pauseGate";
import { loadModel } from "../../../src/engine/models/loadModel";
import { describeModels, renameModel } from "../../../src/engine/models/storedModels";
import { discardRun, interruptedRun } from "../../../src/engine/runs/interruptedRun";
import { withTrainingLock } from "../../../src/engine/runs/trainingLock";
import { discardUnfinished } from "../../../src/engine/runs/unfinished";
import { planTraining } from "../../../src/engine/training/plan";
import { runTraining } from "../../../src/engine/trainingRun";
import { currentModel, listModels } from "../../../src/node/modelStore";
import { ENGLISH } from "../../../src/protocol/localize";
import type { TrainingReport } from "../../../src/protocol/report";
import type { RunParams, TrainingResult, TrainingSettings } from "../../../src/protocol/training";
import { changeSentences } from "../../../src/report/changes";
import { parseReport } from "../../../src/report/parse";
import { trainingSettings } from "../../support/trainingSettings";
import { learnable, makeWorkspace } from "../corpus/workspace";

const BASE = "test/fixtures/bert-2x32";

const texts = () =>
  makeWorkspace(Object.fromEntries(Array.from({ length: 10 }, (_, i) => [`${i}.md`, learnable(110, i + 1)])));

interface Watched {
  readonly result?: TrainingResult;
  readonly failure?: unknown;
  readonly warnings: readonly string[];
  readonly reports: readonly TrainingReport[];
  readonly steps: readonly number[];
}

/** A run, broken off or stopped after some steps of its own. */
async function run(
  params: RunParams,
  end: {
    readonly suspendAfter?: number;
    readonly stopAfter?: number;
    onReport?(report: TrainingReport): void;
  } = {},
): Promise<Watched> {
  const [stop, suspend] = [new AbortController(), new AbortController()];
  const warnings: string[] = [];
  const reports: TrainingReport[] = [];
  const steps: number[] = [];
  const watched = { warnings, reports, steps };
  try {
    const result = await runTraining(params, {
      stop: stop.signal,
      suspend: suspend.signal,
      gate: pauseGate(),
      progress({ stage, step }) {
        if (stage !== "training") return;
        steps.push(step);
        if (steps.length === end.suspendAfter) suspend.abort();
        if (steps.length === end.stopAfter) stop.abort();
      },
      report(report) {
        reports.push(report);
        end.onReport?.(report);
      },
      changes: (changes) => warnings.push(...changeSentences(changes, ENGLISH)),
      warn: (sentence) => warnings.push(sentence),
    });
    return { result, ...watched };
  } catch (failure) {
    return { failure, ...watched };
  }
}

function paramsOf(changes: Partial<TrainingSettings> = {}, rest: Partial<RunParams> = {}): RunParams {
  return {
    roots: [texts()],
    folderExclude: {},
    storage: makeWorkspace(),
    base: BASE,
    settings: trainingSettings({ epochs: 3, checkpointMinutes: 0, learningRate: 2e-3, ...changes }),
    ...rest,
  };
}

const weights = ({ result }: Watched) => readFileSync(join(result!.model, "model.safetensors"));
const runsOf = (storage: string) => readdirSync(join(storage, "runs"));
/** What can be read of the report in the folder of the newest run. */
const reportLeft = ({ storage }: RunParams) =>
  parseReport(readFileSync(join(storage, "runs", runsOf(storage).sort().at(-1)!, "report.json"), "utf8"));
const plan = (params: RunParams) => planTraining(params, new AbortController().signal);
const JARGON = ["numbat", "quokka", "wombat"];
const withNewWords = (params: RunParams): RunParams => ({
  ...params,
  roots: [
    makeWorkspace(
      Object.fromEntries(
        Array.from({ length: 10 }, (_, i) => [
          `${i}.md`,
          `${learnable(100, i + 1)} ${JARGON.join(" and ")}\n`,
        ]),
      ),
    ),
  ],
  settings: { ...params.settings, newWords: 20 },
});
const scratch = ({ base: _base, ...params }: RunParams): RunParams => params;

describe.each([
  ["from a model", (params: RunParams) => params],
  ["from a model that gets new words", withNewWords],
  ["from nothing", scratch],
])("%s", (_name, start) => {
  test("a run broken off again and again ends in the model of the run that never was", async () => {
    const params = start(paramsOf());
    const whole = await run(params);
    expect(whole.failure).toBeUndefined();
    const other = { ...params, storage: makeWorkspace() };
    let watched = await run(other, { suspendAfter: 1 });
    for (const suspendAfter of [3, 3, 2]) {
      expect(watched.failure).toBeDefined();
      const { step, totalSteps, secondsLeft } = (await plan(other)).unfinished!;
      const { seconds } = reportLeft(other)!; // a moment after the checkpoint
      expect(secondsLeft).toBeGreaterThan(0);
      expect(secondsLeft).toBeLessThanOrEqual((seconds / step) * (totalSteps - step));
      expect(await currentModel(other.storage)).toBeUndefined();
      watched = await run({ ...other, resume: true }, { suspendAfter });
    }
    watched = await run({ ...other, resume: true });
    expect(watched.warnings).toEqual([]);
    expect(weights(watched).equals(weights(whole))).toBe(true);
    expect(watched.result).toEqual({
      ...whole.result,
      model: watched.result!.model,
      seconds: expect.any(Number),
    });
    const [expected, found] = [whole.reports.at(-1)!, watched.reports.at(-1)!];
    const { run: _r, startedAt: _s, seconds: _t, tokensPerSecond: _u, ...same } = expected;
    expect(found).toMatchObject(same);
    expect((await plan(other)).unfinished).toBeUndefined();
    expect(readdirSync(join(other.storage, "runs", runsOf(other.storage)[0]))).toEqual(["report.json"]);
  });
});

test("a run that is broken off leaves a report of its last step", async () => {
  const params = paramsOf();
  const { steps } = await run(params, { suspendAfter: 5 });
  const report = reportLeft(params);
  expect(report).toMatchObject({
    status: "running",
    step: steps.at(-1),
    endedBecause: expect.stringMatching(/can be resumed/),
  });
  expect(report?.losses).toHaveLength(steps.at(-1)!);
  expect(report?.kept).toBeUndefined();
});

describe("an unfinished run keeps its two newest checkpoints and the best models of both", () => {
  const folderOf = (storage: string) => join(storage, "runs", runsOf(storage)[0]!);
  const entries = (storage: string, kind: string) =>
    readdirSync(folderOf(storage))
      .filter((name) => name.startsWith(kind))
      .sort();
  /** The best models that its checkpoints name. */
  const needed = (storage: string) =>
    entries(storage, "checkpoint-").map(
      (name) => JSON.parse(readFileSync(join(folderOf(storage), name, "record.json"), "utf8")).best?.name,
    );

  /** What a process leaves that is killed when it has evaluated the second epoch. */
  async function killed(params: RunParams): Promise<RunParams> {
    const storage = makeWorkspace();
    await run(params, {
      onReport({ evaluations }) {
        if (evaluations.length === 3 && readdirSync(storage).length === 0)
          cpSync(params.storage, storage, { recursive: true });
      },
    });
    rmSync(join(storage, "training.lock"));
    return { ...params, storage };
  }

  test("when it is killed", async () => {
    const { storage } = await killed(paramsOf());
    const [older, newer] = needed(storage);
    expect(older).not.toBe(newer);
    expect(entries(storage, "best-")).toEqual([older, newer].sort());
    expect(entries(storage, "")).toEqual([
      ...entries(storage, "best-"),
      ...entries(storage, "checkpoint-"),
      "report.json",
      "workspace-mlm-run.json",
    ]);
  });

  test("when it has gone on and found a better one", async () => {
    const params = await killed(paramsOf());
    const { storage, settings } = params;
    const names = needed(storage);
    let left: readonly string[] = [];
    await run(
      { ...params, settings: { ...settings, checkpointMinutes: 60 }, resume: true },
      {
        onReport({ evaluations }) {
          if (evaluations.length === 4 && left.length === 0) left = entries(storage, "best-");
        },
      },
    );
    expect(left).toHaveLength(3);
    expect(left).toEqual(expect.arrayContaining(names));
  });
});

test("a run that was killed while it tidied up keeps its report", async () => {
  const params = paramsOf();
  const { reports } = await run(params);
  mkdirSync(join(params.storage, "runs", runsOf(params.storage)[0]!, "best-1"));
  await discardUnfinished(params.storage);
  expect(reportLeft(params)).toEqual(reports.at(-1));
  expect(readdirSync(join(params.storage, "runs", runsOf(params.storage)[0]!))).toEqual(["report.json"]);
});

test("without resume the unfinished run is deleted", async () => {
  const params = paramsOf();
  await run(params, { suspendAfter: 5 });
  const [first] = runsOf(params.storage);
  const anew = await run(params);
  expect(anew.steps[0]).toBe(1);
  expect(runsOf(params.storage)).not.toContain(first);
});

test("an unfinished run can be discarded", async () => {
  const params = paramsOf();
  await run(params, { suspendAfter: 5 });
  mkdirSync(join(params.storage, "runs", `.earlier.tmp-${2 ** 22 + 1}-0123abcd-0123abcd`)); // of a killed process
  await discardUnfinished(params.storage);
  expect(runsOf(params.storage)).toEqual([]);
  expect((await plan(params)).unfinished).toBeUndefined();
});

test("an interrupted run is discarded by its name, and not while a process trains", async () => {
  const params = paramsOf();
  const { storage } = params;
  await run(params, { suspendAfter: 5 });
  const [interrupted] = runsOf(storage);
  expect(await interruptedRun(storage)).toMatchObject({ run: interrupted, step: 5 });
  expect(await discardRun({ storage, run: "another" })).toBe(false);
  await withTrainingLock(storage, async () => {
    expect(await interruptedRun(storage)).toBeUndefined();
    await expect(discardRun({ storage, run: interrupted! })).rejects.toThrow("Another window is training");
  });
  expect(runsOf(storage)).toEqual([interrupted]);
  expect(await discardRun({ storage, run: interrupted! })).toBe(true);
  expect(runsOf(storage)).toEqual([]);
});

describe("a damaged checkpoint", () => {
  const files = ["parameters.safetensors", "squares.safetensors", "record.json", "complete.json"];

  test.each(files)("whose %s is cut off is told of, and the one before it serves", async (file) => {
    const params = paramsOf();
    const whole = await run(params);
    const other = { ...params, storage: makeWorkspace() };
    await run(other, { suspendAfter: 6 });
    const folder = join(other.storage, "runs", runsOf(other.storage)[0]);
    const newest = readdirSync(folder)
      .filter((name) => name.startsWith("checkpoint-"))
      .sort()
      .at(-1)!;
    truncateSync(join(folder, newest, file), 20);
    const resumed = await run({ ...other, resume: true });
    expect(resumed.warnings).toHaveLength(1);
    expect(resumed.warnings[0]).toContain(newest);
    expect(weights(resumed).equals(weights(whole))).toBe(true);
  });

  test("and no other starts anew", async () => {
    const params = paramsOf();
    await run(params, { suspendAfter: 4 });
    const folder = join(params.storage, "runs", runsOf(params.storage)[0]);
    for (const name of readdirSync(folder).filter((entry) => entry.startsWith("checkpoint-"))) {
      writeFileSync(join(folder, name, "means.safetensors"), "nothing");
    }
    const resumed = await run({ ...params, resume: true });
    expect(resumed.warnings).toHaveLength(2);
    expect(resumed.steps[0]).toBe(1);
  });
});

describe("what changed since", () => {
  test("new text: what was learnt stays, from the beginning of the epoch", async () => {
    const params = paramsOf();
    const { steps, reports } = await run(params, { suspendAfter: 18 });
    expect(steps.at(-1)).toBeGreaterThan(reports.at(-1)!.totalSteps / 3);
    writeFileSync(join(params.roots[0], "new.md"), learnable(110, 77));
    const { warnings, steps: later, result } = await run({ ...params, resume: true });
    expect(warnings).toEqual([
      expect.stringMatching(/^The text has changed since .* from the beginning of epoch \d/),
    ]);
    expect(later[0]).toBeGreaterThan(1);
    expect(later[0]).toBeLessThanOrEqual(steps.at(-1)! + 2);
    expect(result?.kept).toBe("tuned");
  });

  test("a learning rate: the run goes on from where it was", async () => {
    const params = paramsOf();
    const { steps } = await run(params, { suspendAfter: 5 });
    const changed = { ...params, settings: { ...params.settings, learningRate: 1e-3 } };
    const { warnings, steps: later } = await run({ ...changed, resume: true });
    expect(warnings).toEqual([
      "learningRate is now 0.001, was 0.002: training goes on with what was learnt, from where it was.",
    ]);
    expect(later[0]).toBe(steps.at(-1)! + 1);
  });

  test.each<[string, Partial<TrainingSettings>, RegExp]>([
    ["the batch size", { batchSize: 4 }, /^batchSize is now 4, was 8: .* from the beginning of epoch 1\.$/],
    ["the patience", { patience: 7 }, /^patience is now 7, was 0: .* from where it was\.$/],
    ["the new words", { newWords: 9 }, /^newWords is now 9, was 20: the run keeps what it began with\.$/],
  ])("%s: the run says what it does about it", async (_, settings, sentence) => {
    const params = withNewWords(paramsOf());
    await run(params, { suspendAfter: 3 });
    const changed = { ...params, settings: { ...params.settings, ...settings } };
    const { warnings, reports, result } = await run({ ...changed, resume: true });
    expect(warnings).toEqual([expect.stringMatching(sentence)]);
    expect(reports.at(-1)!.settings).toEqual({ ...changed.settings, newWords: 20 });
    expect(result?.kept).toBe("tuned");
  });

  test("the model to start from, of which the run has one of its own: it keeps that", async () => {
    const params = withNewWords(paramsOf());
    const { reports } = await run(params, { suspendAfter: 5 });
    const other = await run({ ...params, base: "test/fixtures/distilbert-2x32", resume: true });
    expect(other.warnings).toEqual([
      "The model to start from is another one now: the run keeps the one that it began with.",
    ]);
    expect(other.reports.at(-1)!.model).toEqual(reports.at(-1)!.model);
  });

  test("the model: the run cannot be resumed", async () => {
    const params = paramsOf();
    await run(params, { suspendAfter: 5 });
    const { failure } = await run({ ...params, base: "test/fixtures/distilbert-2x32", resume: true });
    expect(failure).toMatchObject({
      name: "Fault",
      message: expect.stringMatching(/cannot be resumed.*start anew/),
    });
  });
});

describe("the better model wins", () => {
  test("training that gains nothing ends early and leaves the base in use", async () => {
    const params = paramsOf({ learningRate: 1e-30, epochs: 50, patience: 2 });
    const { result, reports } = await run(params);
    expect(result).toMatchObject({ kept: "base", model: BASE });
    expect(result?.endedBecause).toBe("The last 2 evaluations brought no gain on held-out text.");
    expect(reports.at(-1)).toMatchObject({ status: "finished", kept: "base" });
    expect(reports.at(-1)?.evaluations.length).toBeLessThan(6);
    expect(await currentModel(params.storage)).toBeUndefined();
  });

  test("a run that ends below an earlier one's model leaves that in use, and its own beside it", async () => {
    const params = paramsOf();
    const first = await run(params);
    const second = await run(params, { stopAfter: 2 });
    expect(second.result).toMatchObject({ kept: "earlier", model: first.result!.model });
    const { inUse, after } = second.result!.words;
    expect(findsMore(inUse!, after!)).toBe(true);
    expect(inUse).toEqual(first.result!.words.after);
    expect(second.reports.at(-1)).toMatchObject({ kept: "earlier", words: second.result!.words });
    expect(await currentModel(params.storage)).toBe(first.result!.model);
    expect(await listModels(params.storage)).toHaveLength(2);
    const third = await run({ ...params, settings: { ...params.settings, epochs: 6 } });
    expect(third.result?.kept).toBe("tuned");
    expect(await currentModel(params.storage)).toBe(third.result!.model);
  });

  test("an earlier run's model that cannot be read is told of and replaced", async () => {
    const params = paramsOf();
    const first = await run(params);
    truncateSync(join(first.result!.model, "model.safetensors"), 20);
    const second = await run(params, { stopAfter: 2 });
    expect(second.warnings).toEqual([expect.stringContaining("model.safetensors")]);
    expect(second.result?.kept).toBe("tuned");
  });

  test("a loss that is not finite ends the run with the best model before it", async () => {
    const params = paramsOf();
    await run(params, { suspendAfter: 18 });
    const steep = { ...params, settings: { ...params.settings, learningRate: 1e30, checkpointMinutes: 60 } };
    const { failure } = await run({ ...steep, resume: true });
    expect(failure).toMatchObject({
      kind: "non-finite",
      message: expect.stringMatching(/lower the learning rate .*The best model so far is in use\.$/),
    });
    expect(reportLeft(params)).toMatchObject({
      status: "failed",
      kept: "tuned",
      endedBecause: expect.stringMatching(/lower the learning rate/),
      failure: { template: expect.stringMatching(/lower the learning rate/) },
    });
    const model = await currentModel(params.storage);
    expect(model).toBeDefined();
    const { parameters } = await loadModel(model!);
    expect(Math.max(...parameters.get("bert.embeddings.word_embeddings.weight")!.data)).toBeLessThan(10);
    await renameModel({ storage: params.storage, run: basename(model!), name: "Mine" });
    const { warnings, result } = await run({ ...params, resume: true });
    expect(warnings).toEqual([]);
    expect(result).toMatchObject({ kept: "tuned", stoppedEarly: false, model });
    expect(await describeModels(params.storage)).toMatchObject([{ name: "Mine", inUse: true }]);
  });

  test("a run that fails below an earlier one's model leaves that in use", async () => {
    const params = paramsOf();
    const first = await run(params);
    const slow = { ...params, settings: { ...params.settings, learningRate: 1e-4 } };
    await run(slow, { suspendAfter: first.reports.at(-1)!.totalSteps / 3 + 1 });
    const steep = { ...params, settings: { ...params.settings, learningRate: 1e30, checkpointMinutes: 60 } };
    const { failure, reports } = await run({ ...steep, resume: true });
    expect(failure).toMatchObject({
      kind: "non-finite",
      message: expect.stringMatching(/The model in use stays\.$/),
    });
    const report = reports.at(-1)!;
    expect(report).toMatchObject({ status: "failed", kept: "earlier" });
    expect(findsMore(report.words!.inUse!, report.words!.after!)).toBe(true);
    expect(await currentModel(params.storage)).toBe(first.result!.model);
    expect(await listModels(params.storage)).toHaveLength(2);
    const { result } = await run({ ...params, settings: { ...params.settings, epochs: 6 }, resume: true });
    expect(result).toMatchObject({ kept: "tuned", model: await currentModel(params.storage) });
  });

  test("stopping evaluates what was learnt and keeps the best", async () => {
    const params = paramsOf();
    const { result, reports } = await run(params, { stopAfter: 6 });
    expect(result).toMatchObject({ stoppedEarly: true, kept: "tuned" });
    expect(result!.endedBecause).toBeUndefined();
    expect(existsSync(result!.model)).toBe(true);
    expect(reports.at(-1)).toMatchObject({ status: "stopped", kept: "tuned" });
    expect(reportLeft(params)).toEqual(reports.at(-1));
  });
});

test("a second run on the same workspace is refused while one is at work", async () => {
  const params = paramsOf();
  const first = run(params);
  await new Promise((resolve) => setTimeout(resolve, 200));
  const { failure } = await run(params);
  expect(failure).toMatchObject({
    kind: "bad-option",
    message: expect.stringMatching(/^Another window is training/),
  });
  expect((await first).result?.kept).toBe("tuned");
});

test("the report tells the languages, the samples and the losses", async () => {
  const params = paramsOf();
  for (const name of ["a.ts", "b.ts", "c.ts", "d.ts"])
    writeFileSync(join(params.roots[0], name), learnable(110, name.charCodeAt(0)));
  rmSync(join(params.roots[0], "0.md"));
  const { reports } = await run(params);
  const report = reports.at(-1)!;
  const { languages, before, after } = report.words!;
  expect(languages.map(({ language }) => language).sort()).toEqual(["Markdown", "TypeScript"]);
  for (const figure of ["words", "files", "first", "amongFive"] as const) {
    const sum = (when: "before" | "after") =>
      languages.reduce((total, each) => total + each[when]![figure], 0);
    expect([sum("before"), sum("after")]).toEqual([before![figure], after![figure]]);
  }
  expect(report.evaluations.map(({ epoch }) => epoch)).toEqual([0, 1, 2, 3]);
  expect(report.losses).toHaveLength(report.totalSteps);
  for (const { before, after } of report.samples) expect([before.length, after?.length]).toEqual([3, 3]);
});

describe("new words", () => {
  test("are in the report and in the tuned model, and the base is asked the same questions", async () => {
    const params = withNewWords(paramsOf());
    const plain = await run({
      ...params,
      settings: { ...params.settings, newWords: 0 },
      storage: makeWorkspace(),
    });
    const { result, reports } = await run(params);
    const { model, corpus, evaluations } = reports.at(-1)!;
    expect(model.newWords).toEqual(expect.arrayContaining(JARGON));
    const { vocab } = (await loadModel(result!.model)).tokenizer.spec;
    expect(vocab.slice(-model.newWords.length)).toEqual(model.newWords);
    expect(corpus.tokens).toBeLessThan(plain.reports.at(-1)!.corpus.tokens);
    expect(new Set(evaluations.map(({ masks }) => masks)).size).toBe(1);
    expect(result!.words.before!.words).toBe(result!.words.after!.words);
    expect(result?.kept).toBe("tuned");
  });

  test("of a text that has changed since are not added to a run that is resumed", async () => {
    const params = withNewWords(paramsOf());
    const { reports } = await run(params, { suspendAfter: 6 });
    writeFileSync(join(params.roots[0], "new.md"), "quokka wombat numbat ".repeat(50));
    const { warnings, reports: later, result } = await run({ ...params, resume: true });
    expect(warnings).toEqual([expect.stringMatching(/^The text has changed/)]);
    expect(later.at(-1)!.model).toEqual(reports.at(-1)!.model);
    expect(result?.kept).toBe("tuned");
  });
});
