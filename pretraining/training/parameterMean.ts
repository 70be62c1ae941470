import type { TrainingState } from "../../src/core/training/trainingState";

/** The mean of a model's parameters over some steps (Kaddour 2022, "Stop Wasting My Time!"). */
export class ParameterMean {
  #mean: Float64Array | undefined;
  #count = 0;

  add(state: TrainingState): void {
    const parameters = state.flat("parameters");
    this.#mean ??= new Float64Array(parameters.length);
    this.#count++;
    for (let at = 0; at < parameters.length; at++)
      this.#mean[at] += (parameters[at] - this.#mean[at]) / this.#count;
  }

  /** Puts the mean in the parameters' place, if there is one. */
  store(state: TrainingState): void {
    if (this.#mean !== undefined) state.flat("parameters").set(this.#mean);
  }
}
