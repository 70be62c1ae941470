import { describe, expect, it } from "vitest";
import { resolveOptions } from "../../../src/engine/defaultOptions";

const LEFT_TO_US = { learningRate: 0, epochs: 0, batchSize: 8 };

describe("what training does where nothing else is asked for", () => {
  it.each([
    ["a small workspace and the base model", { hiddenSize: 384, sequences: 300 }, 2e-4, 11],
    ["a tiny workspace", { hiddenSize: 384, sequences: 8 }, 2e-4, 20],
    ["a large workspace", { hiddenSize: 384, sequences: 100_000 }, 2e-4, 3],
    ["BERT-base", { hiddenSize: 768, sequences: 100_000 }, 1e-4, 3],
    ["a narrow model", { hiddenSize: 128, sequences: 100_000 }, 6e-4, 3],
    ["a very narrow model", { hiddenSize: 64, sequences: 100_000 }, 1e-3, 3],
  ])("goes on from a model: %s", (_name, start, learningRate, epochs) => {
    const options = resolveOptions(LEFT_TO_US, { fromScratch: false, ...start });
    expect(options.learningRate).toBeCloseTo(learningRate, 10);
    expect(options.epochs).toBe(epochs);
  });

  it("starts from nothing with a larger rate and a fixed number of epochs", () => {
    const start = { fromScratch: true, hiddenSize: 128, sequences: 300 };
    expect(resolveOptions(LEFT_TO_US, start)).toEqual({ learningRate: 2e-3, epochs: 12 });
  });

  it("does as it is asked", () => {
    const asked = { learningRate: 5e-5, epochs: 7, batchSize: 8 };
    const start = { fromScratch: false, hiddenSize: 256, sequences: 300 };
    expect(resolveOptions(asked, start)).toEqual({ learningRate: 5e-5, epochs: 7 });
  });
});
