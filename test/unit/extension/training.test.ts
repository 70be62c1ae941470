import { describe, expect, test } from "vitest";
import { sentence } from "../../../src/core/sentence";
import { planText, shortLivedText, size } from "../../../src/extension/training/messages/plan";
import { resultText } from "../../../src/extension/training/messages/result";
import { statusText } from "../../../src/extension/training/messages/status";
import type { SessionState } from "../../../src/extension/training/sessionState";
import type { TrainingResult } from "../../../src/protocol/training";
import { duration } from "../../../src/report/duration";
import { ENGLISH, GERMAN, plainSpaces } from "./localize";

const training = { stage: "training", step: 42, totalSteps: 100 } as const;

test.each<[string, SessionState, string | undefined]>([
  ["idle", { kind: "idle" }, undefined],
  ["planning", { kind: "planning" }, "$(search) MLM: looking at the workspace"],
  ["first step", { kind: "running", progress: training }, "$(sync~spin) MLM 42 %"],
  [
    "running",
    { kind: "running", progress: { ...training, loss: 2.314, etaSeconds: 185 } },
    "$(sync~spin) MLM 42 % · loss 2.314 · 3 min left",
  ],
  [
    "before the first step",
    { kind: "running", progress: { stage: "preparing", step: 0, totalSteps: 0 } },
    "$(sync~spin) MLM reading the workspace",
  ],
  ["paused", { kind: "paused", progress: training, onBattery: false }, "$(debug-pause) MLM 42 % paused"],
  [
    "paused on battery",
    { kind: "paused", progress: training, onBattery: true },
    "$(debug-pause) MLM 42 % paused on battery",
  ],
  ["stopping", { kind: "stopping" }, "$(sync~spin) MLM: saving and stopping"],
])("status bar: %s", (_name, state, text) => {
  expect(statusText(state, ENGLISH)?.text).toBe(text);
});

test("in German, with a decimal comma", () => {
  const progress = { ...training, loss: 2.31416, etaSeconds: 200 };
  const { text, tooltip } = statusText({ kind: "running", progress }, GERMAN)!;
  expect(text).toContain("2,314");
  expect(tooltip).toContain("Verlust: 2,314");
  const leftOut = [{ reason: "binary", files: 1_200 }];
  const plan = { files: 1_234, characters: 3_140_000, leftOut, estimatedSeconds: 95, mayEndSooner: false };
  expect(planText(plan, GERMAN)).toContain("Zu lesende Dateien: 1.234 (3,1 Millionen Zeichen).");
  expect(planText(plan, GERMAN)).toContain("1.200 binär");
});

test("the tooltip tells the numbers", () => {
  const progress = { ...training, loss: 2.31416, learningRate: 1e-4, tokensPerSecond: 3130.4 };
  expect(statusText({ kind: "running", progress }, ENGLISH)?.tooltip).toBe(
    "Step 42 of 100\nLoss: 2.314\nLearning rate: 0.0001\n3,130 tokens a second\nClick for actions.",
  );
});

describe("a GPU that failed", () => {
  const fallback = sentence`The GPU failed when it was tried, so the processor is used instead: ${sentence`its driver did not answer`}.`;

  test.each([
    [
      ENGLISH,
      "The GPU failed when it was tried, so the processor is used instead: its driver did not answer.",
      "Training is done.",
    ],
    [
      GERMAN,
      "Die Grafikkarte hat versagt, als sie erprobt wurde, darum rechnet der Prozessor: ihr Treiber hat nicht geantwortet.",
      "Das Training ist fertig.",
    ],
  ])("is told in the tooltip and in the message at the end, once", (l10n, told, done) => {
    for (const kind of ["running", "paused"] as const) {
      const { tooltip } = statusText({ kind, progress: training, onBattery: false, fallback }, l10n)!;
      expect(tooltip.split("\n").filter((line) => line === told)).toHaveLength(1);
    }
    const text = resultText({ ...result, fallback }, l10n);
    expect(text.split(told)).toHaveLength(2);
    expect(text.indexOf(told)).toBe(done.length + 1);
  });
});

test.each([
  [0.2, "1 s"],
  [59, "59 s"],
  [60, "1 min"],
  [3_599, "1 h 0 min"],
  [3_900, "1 h 5 min"],
])("duration(%d)", (seconds, text) => {
  expect(duration(seconds, ENGLISH)).toBe(text);
});

test.each([
  [512, "512 characters"],
  [20_400, "20 thousand characters"],
  [3_100_000, "3.1 million characters"],
])("size(%d)", (characters, text) => {
  expect(size(characters, ENGLISH)).toBe(text);
});

test("the confirmation says what is read, what is left out and why, and how long it takes", () => {
  const leftOut = [
    { reason: "binary", files: 3 },
    { reason: "may hold secrets, by its name", files: 1 },
  ];
  expect(
    planText({ files: 12, characters: 340_000, leftOut, estimatedSeconds: 95, mayEndSooner: false }, ENGLISH),
  ).toBe(
    [
      "Files to read: 12 (340 thousand characters).",
      "Left out: 3 binary; 1 may hold secrets, by its name.",
      "Estimated time: 2 min.",
      "Everything stays on this machine, and no file of yours is changed.",
    ].join("\n"),
  );
});

test("the confirmation tells of a run that can be resumed", () => {
  const pace = { step: 42, totalSteps: 100, secondsLeft: 3 };
  const unfinished = { run: "r", startedAt: "2026-01-01T00:00:00.000Z", ...pace };
  const plan = { files: 1, characters: 10, leftOut: [], estimatedSeconds: 5, mayEndSooner: true, unfinished };
  expect(planText(plan, ENGLISH)).toContain(
    "Estimated time: 5 s at most; it ends sooner where nothing more is gained.\nA run was interrupted at 42 %: it can be resumed from there, for 3 s at most. A new run deletes the interrupted one and what it has learnt.\n",
  );
});

test("the confirmation tells what it means to go on from the model in use", () => {
  const inUse = { run: "r", folder: "/store/models/r", name: "Mine", inUse: true, imported: false };
  const plan = { files: 1, characters: 10, leftOut: [], estimatedSeconds: 5, mayEndSooner: false, inUse };
  expect(planText(plan, ENGLISH)).toContain(
    "The model Mine is in use. From the base model, training forgets what is no longer in the files; from the model in use, it keeps that.\n",
  );
});

test("what is lost with a container names the setting that keeps it", () => {
  expect(shortLivedText(ENGLISH)).toBe(
    "This window works in a container: its models are lost when that is rebuilt, unless the setting workspaceMlm.modelsFolder names a folder that stays.",
  );
});

const found = (first: number, amongFive: number) => ({ words: 500, files: 12, first, amongFive });
const [before, after] = [found(156, 250), found(204, 310)];
const result: TrainingResult = {
  words: { before, after },
  kept: "tuned",
  model: "/m",
  steps: 10,
  seconds: 5,
  stoppedEarly: false,
};

describe("the result", () => {
  const compared =
    "The right word first: 31.2 % before, 40.8 % after; among five: 50.0 % before, 62.0 % after; of 500 words in 12 files.";
  const few = { words: 57, files: 3, first: 20, amongFive: 30 };

  test.each<[string, Partial<TrainingResult>, string]>([
    ["better", {}, `Training is done. ${compared} The trained model is in use.`],
    [
      "worse, stopped",
      { kept: "base", stoppedEarly: true },
      `Training was stopped. ${compared} The earlier model was better and stays in use.`,
    ],
    [
      "ended early",
      { withoutGain: 3 },
      `Training is done: the last 3 evaluations brought no gain. ${compared} The trained model is in use.`,
    ],
    [
      "worse than an earlier run's",
      { kept: "earlier", words: { before, after, inUse: found(250, 400) } },
      `Training is done. ${compared} The model of an earlier run stays in use: the right word first 50.0 %, among five 80.0 %. Manage Models can change that.`,
    ],
    [
      "from scratch",
      { words: { after } },
      "Training is done. The new model: the right word first 40.8 %, among five 62.0 %, of 500 words in 12 files. The trained model is in use.",
    ],
    [
      "no evaluation better",
      { words: { before }, kept: "base" },
      "Training is done. The model before: the right word first 31.2 %, among five 50.0 %, of 500 words in 12 files. The earlier model was better and stays in use.",
    ],
    [
      "on too few words",
      { words: { after: few }, kept: "aside" },
      "Training is done. The new model: the right word first 35.1 %, among five 52.6 %, of 57 words in 3 files. 57 hidden words are too few to tell which model is better: the trained one is kept beside the one in use, and Manage Models can put it to use.",
    ],
    [
      "nothing held out",
      { words: {}, kept: "aside" },
      "Training is done. There was too little text to compare the model on. 0 hidden words are too few to tell which model is better: the trained one is kept beside the one in use, and Manage Models can put it to use.",
    ],
  ])("%s", (_name, changes, text) => {
    expect(plainSpaces(resultText({ ...result, ...changes }, ENGLISH))).toBe(text);
  });
});
