import type { TrainingSettings } from "../../src/protocol/training";

/** Settings of a small run on one thread, with what a test wants otherwise. */
export function trainingSettings(overrides: Partial<TrainingSettings> = {}): TrainingSettings {
  return {
    size: "tiny",
    epochs: 1,
    patience: 0,
    checkpointMinutes: 3,
    learningRate: 0,
    batchSize: 8,
    sequenceLength: 32,
    maskingProbability: 0.15,
    fromScratch: false,
    wholeWord: false,
    newWords: 0,
    threads: 1,
    device: "cpu",
    onBattery: "pause",
    seed: 1,
    include: [],
    exclude: [],
    maxFileSize: 2 ** 20,
    ...overrides,
  };
}
