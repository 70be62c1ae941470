import type { SampleFill, SampleResult } from "../../protocol/report";
import { askingBackend } from "../device/onDevice";
import type { Model } from "../models/loadModel";
import { fillSentences } from "./sampleFills";
import type { RunSetup } from "./setup";

const SAMPLE_WORDS = 3;

/** The report's samples with what a model puts into the run's sentences, before or after training. */
export async function fillSamples(
  { sentences, task }: Pick<RunSetup, "sentences" | "task">,
  model: Model,
  when: "before" | "after",
  samples: readonly SampleResult[],
): Promise<SampleResult[]> {
  const filled = await fillSentences(askingBackend(task), model, sentences, SAMPLE_WORDS);
  return sentences.map(({ text, answer }, index) => {
    const fills: SampleFill[] = filled[index].map(({ text: word, score }) => ({
      word,
      probability: score,
    }));
    const known = samples.find(({ sentence }) => sentence === text);
    return { sentence: text, hidden: answer, before: known?.before ?? [], ...known, [when]: fills };
  });
}
