import type { ModelConfig } from "../../src/core/models/families";
import type { Tensor } from "../../src/core/tensor";
import type { MaskedExample } from "../../src/core/training/batch";
import type { Row } from "./directMath";
import { modernBertLogits } from "./directModernBert";
import { postNormLogits } from "./directPostNorm";

/** The mean loss of a masked language model, token by token in fp64: slow, plain, and with the head at every position. */
export function directLoss(
  config: ModelConfig,
  parameters: ReadonlyMap<string, Tensor>,
  examples: readonly MaskedExample[],
): number {
  const losses = examples.flatMap(({ inputIds, positions, labels }) => {
    const ids = Array.from(inputIds);
    const logits =
      config.modelType === "modernbert"
        ? modernBertLogits(config, parameters, ids)
        : postNormLogits(config, parameters, ids);
    return positions.map((at, index) => crossEntropy(logits[at], labels[index]));
  });
  return losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
}

function crossEntropy(logits: Row, label: number): number {
  return Math.log(logits.reduce((sum, x) => sum + Math.exp(x), 0)) - logits[label];
}
