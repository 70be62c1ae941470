import type { Predictor } from "../../core/prediction/predictor";
import { yieldToEventLoop } from "../../core/yieldToEventLoop";

/** Runs a task behind those that wait. */
export type Enqueue = <T>(task: () => Promise<T>) => Promise<T>;

/**
 * A predictor that waits anew for each of its runs, so that other requests are answered between them, and a request to stop is heard.
 * @param check called before each run; throws where the model is there no more
 */
export function slicedPredictor(predictor: Predictor, enqueue: Enqueue, check: () => void): Predictor {
  return {
    ...predictor,
    logits: (sequences) =>
      enqueue(async () => {
        await yieldToEventLoop();
        check();
        return predictor.logits(sequences);
      }),
  };
}
