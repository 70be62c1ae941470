import { existsSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
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
  const [questions, warnings]: [string[], string[]] = [[], []];
  const device = await chooseDevice(
    { asked, folder: at("."), step },
    { signal: never, warn: (sentence) => warnings.push(sentence) },
    answering(answer, questions),
  );
  return { device, questions, warnings };
}

const NONE = { problem: "No supported adapters" };
const FAST = { times: { cpu: 300, webgpu: 20 } };
const SLOW = { times: { cpu: 300, webgpu: 900 } };
const WARNING = ["No GPU can be used here, so the processor is used instead: No supported adapters."];

describe("the device to train on", () => {
  test.each([
    ["cpu", FAST, "cpu", [], []],
    ["webgpu", FAST, "webgpu", ["probe"], []],
    ["webgpu", NONE, "cpu", ["probe"], WARNING],
    ["auto", FAST, "webgpu", ["trial"], []],
    ["auto", SLOW, "cpu", ["trial"], []],
    ["auto", NONE, "cpu", ["trial"], []],
  ] as const)(
    "asked for %s, where a trial finds %o, is %s",
    async (asked, answer, device, questions, warnings) => {
      expect(await choose(asked, answer)).toEqual({ device, questions, warnings });
    },
  );

  test("is tried out once for a model", async () => {
    await choose("auto", FAST);
    expect(await choose("auto", SLOW)).toMatchObject({ device: "webgpu", questions: ["probe"] });
    const other = { ...STEP, config: { ...STEP.config, vocabSize: 41 } };
    expect(await choose("auto", SLOW, other)).toMatchObject({ device: "cpu", questions: ["trial"] });
    expect(await choose("auto", FAST, other)).toMatchObject({ device: "cpu", questions: [] });
  });

  test("is the processor, without a word, where the GPU that was faster is gone", async () => {
    await choose("auto", FAST);
    expect(await choose("auto", NONE)).toEqual({ device: "cpu", questions: ["probe"], warnings: [] });
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
    const { problem } = await devicesOf(script(code)).probe(never);
    expect(problem).toBe("its driver ended the process that tried it");
  });

  test("is given up with the run", async () => {
    const controller = new AbortController();
    const answer = devicesOf(script("setInterval(() => {}, 1000)")).probe(controller.signal);
    const reason = new Error("enough");
    controller.abort(reason);
    await expect(answer).rejects.toBe(reason);
  });
});
