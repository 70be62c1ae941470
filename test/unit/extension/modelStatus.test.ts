import { expect, test } from "vitest";
import type { PredictorState } from "../../../src/extension/processes/predictor";
import { modelStatus } from "../../../src/extension/status/modelStatus";
import { RpcError } from "../../../src/protocol/errors";
import { ENGLISH } from "./localize";

const listed = { run: "r", folder: "/m/r", inUse: true, imported: false };
const found = { words: 400, files: 12, first: 165, amongFive: 248 };

test.each<[PredictorState, string, string]>([
  [{ kind: "stopped" }, "MLM", "the model is loaded with the first question"],
  [{ kind: "loading" }, "MLM", "the model is being loaded"],
  [{ kind: "failed", error: new RpcError("io", "It is gone.") }, "MLM", "It is gone."],
  [{ kind: "ready", model: { model: "/base", trained: false } }, "MLM: /base", "ready"],
  [
    { kind: "ready", model: { model: "/base", trained: false, found } },
    "MLM: /base",
    "the right word first 41.3\u00a0%, among five 62.0\u00a0%, of 400 words in 12 files",
  ],
  [
    { kind: "ready", model: { model: "/m/r", trained: true, listed: { ...listed, found } } },
    "MLM: /m/r",
    "the right word first 41.3\u00a0%, among five 62.0\u00a0%, of 400 words in 12 files",
  ],
  [
    { kind: "ready", model: { model: "/m/r", trained: true, listed: { ...listed, isOutdated: true } } },
    "MLM: /m/r",
    "not compared since the hidden words changed",
  ],
])("%j", (predictor, text, detail) => {
  const now = { predictor, name: ({ model }: { model: string }) => model };
  const idle = modelStatus({ ...now, training: "idle" }, ENGLISH);
  expect(idle).toEqual({
    text,
    detail,
    isBusy: predictor.kind === "loading",
    isWrong: predictor.kind === "failed",
  });
  const training = modelStatus({ ...now, training: "running" }, ENGLISH);
  expect(training.detail).toBe(`${detail} · another is being trained`);
});
