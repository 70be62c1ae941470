import { type Gradient, gradients } from "../autodiff";
import { encodeModel, fuse, Graph, mul, type Shape, type Value } from "../graph";
import type { ModelConfig } from "../models/config";
import { crossEntropySum } from "../models/crossEntropy";
import type { ModelContext } from "../models/encoder";
import {
  declareEncoderBatch,
  declareLabels,
  declareParameters,
  logitsAtMasked,
  required,
} from "../models/mlmGraph";

/** A dropout mask to feed: elements are 0 with `probability`, else 1 / (1 - probability). */
export interface DropoutSite {
  readonly input: string;
  /** Sizes in terms of "sequence" and "batch". */
  readonly shape: Shape;
  readonly probability: number;
}

/** A gradient output that holds only some rows of a parameter's gradient; rows may repeat. */
export interface RowsOutput {
  readonly output: string;
  /** The int64 graph input with the row of each; or the one row that all of them are. */
  readonly indices: string | readonly number[];
}

export interface ParameterGradient {
  /** The output with the dense part, of the parameter's shape; absent where only rows are touched. */
  readonly dense?: string;
  readonly rows: readonly RowsOutput[];
}

/** One training step as a graph: parameters and a batch in, the summed loss and its gradients out. */
export interface TrainingGraph {
  readonly model: Uint8Array;
  readonly dropoutSites: readonly DropoutSite[];
  readonly gradients: ReadonlyMap<string, ParameterGradient>;
}

export interface TrainingGraphOptions {
  /** Whether batches hold padding, so that attention needs a bias to ignore it. */
  readonly padding: boolean;
  readonly dropout: boolean;
}

/** The names of the inputs that describe a batch, and of the loss output. */
export const LOSS = "loss_sum";

/**
 * Builds the step for a model. Inputs: every parameter under its name; `input_ids` int64 [sequence, batch];
 * `position_ids` int64 [sequence]; `masked_positions` int64 [masked] (rows of the sequence-first token matrix);
 * `label_positions` int64 [masked, 2] ((row, label) pairs); with padding, `attention_bias`
 * [batch, 1, 1, sequence]; with dropout, the masks of `dropoutSites`.
 * The loss is summed, not averaged, over masked positions: dividing by the count is the caller's, who may sum
 * over several batches first.
 */
export function buildTrainingGraph(config: ModelConfig, options: TrainingGraphOptions): TrainingGraph {
  const graph = new Graph();
  const parameters = declareParameters(graph, config);
  const dropoutSites: DropoutSite[] = [];
  const context: ModelContext = {
    config,
    parameter: (name) => required(parameters, name),
    dropout(x, site, probability) {
      if (!options.dropout || probability === 0) return x;
      const input = `dropout.${site}`;
      dropoutSites.push({ input, shape: x.shape, probability });
      return mul(x, graph.input(input, "float32", x.shape));
    },
  };
  const batch = declareEncoderBatch(graph, options.padding);
  const labels = declareLabels(graph);
  const loss = crossEntropySum(logitsAtMasked(context, batch), labels);
  const outputs: Record<string, Value> = { [LOSS]: loss };
  const byParameter = gradients(loss, [...parameters.values()]);
  const described = new Map<string, ParameterGradient>();
  for (const [name, parameter] of parameters) {
    const gradient = byParameter.get(parameter);
    if (gradient) described.set(name, describeGradient(name, gradient, outputs));
  }
  return { model: encodeModel(fuse(outputs), "training_step"), dropoutSites, gradients: described };
}

function describeGradient(
  name: string,
  { dense, rows }: Gradient,
  outputs: Record<string, Value>,
): ParameterGradient {
  if (dense) outputs[`gradient.${name}`] = dense;
  const described = rows.map(({ indices, values }, index) => {
    const output = `gradient_rows.${index}.${name}`;
    outputs[output] = values;
    const constant = indices.graph.constants.get(indices);
    return { output, indices: constant ? Array.from(constant, Number) : indices.name };
  });
  return { ...(dense && { dense: `gradient.${name}` }), rows: described };
}
