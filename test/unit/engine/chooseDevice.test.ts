import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { inEnglish, toSentence } from "../../../src/core/sentence";
import { chooseDevice } from "../../../src/engine/device/chooseDevice";
import { type Devices, devicesOf } from "../../../src/engine/device/deviceProcess";
import type { DeviceTrial, TrialParams } from "../../../src/protocol/device";
import type { DeviceSetting } from "../../../src/protocol/training";
import { TINY_OF_EACH } from "../../support/families";
import { temporaryFolder } from "../../support/temporaryFolder";

const at = temporaryFolder();
const never = new AbortController().signal;
const STEP: TrialParams = {
  ...{ config: TINY_OF_EACH.bert, threads: 1 },
  ...{ batchSize: 2, sequenceLength: 8, maskingProbability: 0.15 },
};

/** Answers as given, and notes what was asked. */
function answering(answer: DeviceTrial, asked: string[]): Devices {
  const of = async (question: string) => {
    asked.push(question);
    return answer;
  };
  return { probe: () => of("probe"), trial: () => of("trial") };
}

async function choose(asked: DeviceSetting, answer: DeviceTrial, step = STEP) {
  const questions: string[] = [];
  const question = { asked, folder: at("."), step };
  const { device, fallback } = await chooseDevice(question, never, answering(answer, questions));
  return { device, questions, said: fallback && inEnglish(fallback) };
}

const NONE = { problem: "No supported adapters" };
const BROKEN = { problem: "out of memory", failed: true };
const FAST = { times: { cpu: 300, webgpu: 20 } };
const SLOW = { times: { cpu: 300, webgpu: 900 } };
const NO_GPU = "No GPU can be used here, so the processor is used instead: No supported adapters.";
const FAILED = "The GPU failed when it was tried, so the processor is used instead: out of memory.";

describe("the device to train on", () => {
  test.each([
    ["cpu", FAST, "cpu", [], undefined],
    ["webgpu", FAST, "webgpu", ["probe"], undefined],
    ["webgpu", NONE, "cpu", ["probe"], NO_GPU],
    ["auto", FAST, "webgpu", ["trial"], undefined],
    ["auto", SLOW, "cpu", ["trial"], undefined],
    ["auto", NONE, "cpu", ["trial"], undefined],
    ["auto", BROKEN, "cpu", ["trial"], FAILED],
  ] as const)(
    "asked for %s, where a trial finds %o, is %s",
    async (asked, answer, device, questions, said) => {
      expect(await choose(asked, answer)).toEqual({ device, questions, said });
    },
  );

  test("is tried out once for a model", async () => {
    await choose("auto", FAST);
    expect(await choose("auto", SLOW)).toMatchObject({ device: "webgpu", questions: ["probe"] });
    const other = { ...STEP, config: { ...STEP.config, vocabSize: 41 } };
    expect(await choose("auto", SLOW, other)).toMatchObject({ device: "cpu", questions: ["trial"] });
    expect(await choose("auto", FAST, other)).toMatchObject({ device: "cpu", questions: [] });
  });

  test("is the processor, with a word, where the GPU that was faster is gone", async () => {
    await choose("auto", FAST);
    expect(await choose("auto", NONE)).toEqual({ device: "cpu", questions: ["probe"], said: NO_GPU });
  });

  describe("where a GPU failed", () => {
    const DAY = 24 * 3_600_000;
    const change = (failed: (before: { at: number; software: string }) => object) => {
      const [known] = JSON.parse(readFileSync(at("devices.json"), "utf8"));
      writeFileSync(at("devices.json"), JSON.stringify([{ ...known, failed: failed(known.failed) }]));
    };

    test("is the processor for a week, and each run says so", async () => {
      await choose("auto", BROKEN);
      change(({ software }) => ({ at: Date.now() - 6 * DAY, software }));
      const retry = new Date(Date.now() + DAY).toISOString().slice(0, 10);
      expect(await choose("auto", FAST)).toEqual({
        device: "cpu",
        questions: [],
        said: `Training such a model on the GPU failed or was cut off before, so the processor is used instead; the GPU is tried again from ${retry} on, or where "webgpu" is chosen.`,
      });
    });

    test.each([
      ["after a week", { at: Date.now() - 7 * DAY }],
      ["after the clock was put back", { at: Date.now() + DAY }],
      ["with another ONNX Runtime or system", { software: "ONNX Runtime 1.0.0, linux 2.6.32" }],
    ])("is tried again %s", async (_name, changes) => {
      await choose("auto", BROKEN);
      change((failed) => ({ ...failed, ...changes }));
      expect(await choose("auto", FAST)).toEqual({ device: "webgpu", questions: ["trial"], said: undefined });
      expect(await choose("auto", FAST)).toMatchObject({ device: "webgpu", questions: ["probe"] });
    });
  });

  test("is not remembered where there is no GPU", async () => {
    await choose("auto", NONE);
    expect(existsSync(at("devices.json"))).toBe(false);
  });

  test.each(["{", "[1]", '[{"machine":"x"}]'])("is tried out where its file holds %s", async (content) => {
    writeFileSync(at("devices.json"), content);
    expect(await choose("auto", FAST)).toMatchObject({ device: "webgpu", questions: ["trial"] });
  });
});

describe("the process that tries the GPU out", () => {
  const script = (code: string): string => {
    writeFileSync(at("engine.js"), code);
    return at("engine.js");
  };

  test.each([
    ["ends", "process.exit(1)"],
    ["aborts, as a driver may", "process.abort()"],
  ])("is a problem of the GPU where it %s", async (_name, code) => {
    const { problem, failed } = await devicesOf(script(code)).trial(STEP, never);
    expect(failed).toBe(true);
    expect(inEnglish(toSentence(problem!))).toBe("its driver ended the process that tried it");
  });

  test("is given up with the run", async () => {
    const controller = new AbortController();
    const answer = devicesOf(script("setInterval(() => {}, 1000)")).probe(controller.signal);
    const reason = new Error("enough");
    controller.abort(reason);
    await expect(answer).rejects.toBe(reason);
  });
});
