import { expect, test } from "vitest";
import { inEnglish } from "../../../src/core/sentence";
import { pauseGate } from "../../../src/engine/follow/pauseGate";
import { readReport } from "../../../src/engine/runs/readReport";
import { runTraining } from "../../../src/engine/trainingRun";
import { prepareTraining, trainingParams } from "../../support/durableTraining";
import { temporaryFolder } from "../../support/temporaryFolder";

const at = temporaryFolder();
const never = new AbortController().signal;

/** The process that tries a GPU out ends at once here, for its script is only there where the program is bundled. */
test("a run that asked for a GPU and found none says so in its reports and its result, and warns once", async () => {
  await prepareTraining(at("."));
  const params = trainingParams(at("."));
  const warnings: string[] = [];
  const told = new Set<string | undefined>();
  const nothing = () => {};
  const result = await runTraining(
    { ...params, settings: { ...params.settings, epochs: 1, device: "webgpu" } },
    {
      ...{ stop: never, suspend: never, gate: pauseGate(), progress: nothing, changes: nothing },
      report: ({ fallback }) => told.add(fallback && inEnglish(fallback)),
      warn: (sentence) => warnings.push(sentence),
    },
  );
  const sentence = inEnglish(result.fallback!);
  expect(sentence).toMatch(/^No GPU can be used here, so the processor is used instead: .+\.$/);
  expect([...told]).toEqual([sentence]);
  expect(warnings).toEqual([sentence]);
  const report = (await readReport(result.model))!;
  expect([report.fallback, report.settings.device]).toEqual([result.fallback, "cpu"]);
});
