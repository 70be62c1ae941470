import { type Gradient, gradients } from "../autodiff";
import { add, type Device, encodeModel, Graph, lower, mul, type Shape, type Value } from "../graph";
import type { ModelContext } from "../models/blocks/context";
import { crossEntropySum } from "../models/blocks/crossEntropy";
import type { ModelConfig } from "../models/families";
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
  /** Sizes in terms of "sequence", "batch" and "masked". */
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

/** One training step as a graph, on the processor to be run in place: parameters and a batch in, the summed loss and its gradients out. */
export interface TrainingGraph {
  readonly model: Uint8Array;
  /** Of each output, in terms of "sequence", "batch" and "masked". */
  readonly outputShapes: ReadonlyMap<string, Shape>;
  readonly dropoutSites: readonly DropoutSite[];
  readonly gradients: ReadonlyMap<string, ParameterGradient>;
}

export interface TrainingGraphOptions {
  /** Whether batches hold padding, so that attention needs a bias to ignore it. */
  readonly padding: boolean;
  readonly dropout: boolean;
  /** Whether the dense gradients are added to inputs of the same names with "sum." before them. */
  readonly accumulate: boolean;
  /** What is to run it. */
  readonly device?: Device;
}

/** The name of the loss output. */
export const LOSS = "loss_sum";

/**
 * Builds the step for a model. Inputs: every parameter under its name; `input_ids` int64 [sequence, batch];
 * `position_ids` int64 [sequence]; `masked_positions` int64 [masked] (rows of the sequence-first token matrix);
 * `label_positions` int64 [masked, 2] ((row, label) pairs); with padding, `attention_bias`
 * [batch, 1, 1, sequence]; with dropout, the masks of `dropoutSites`; to accumulate, the sums so far.
 * The loss is summed, not averaged, over masked positions: dividing by the count is the caller's, who may sum
 * over several batches first.
 */
export function buildTrainingGraph(config: ModelConfig, options: TrainingGraphOptions): TrainingGraph {
  const { device = "cpu" } = options;
  const graph = new Graph();
  const parameters = declareParameters(graph, config);
  const masks = new Map<string, Value>();
  const dropoutSites: DropoutSite[] = [];
  const declareMask = (site: string, shape: Shape, probability: number) => {
    const mask = graph.input(`dropout.${site}`, "float32", shape);
    dropoutSites.push({ input: mask.name, shape, probability });
    masks.set(site, mask);
    return mask;
  };
  const context: ModelContext<ModelConfig> = {
    config,
    parameter: (parameter) => required(parameters, parameter),
    dropout(x, site, probability) {
      if (!options.dropout || probability === 0) return x;
      return mul(x, masks.get(site) ?? declareMask(site, x.shape, probability));
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
    if (!gradient) continue;
    described.set(name, describeGradient(name, gradient, outputs));
    if (options.accumulate) addToInput(`gradient.${name}`, outputs);
  }
  const inPlace = device === "cpu";
  const model = encodeModel(lower(outputs, device), "training_step", { inPlace });
  const outputShapes = new Map(Object.entries(outputs).map(([name, { shape }]) => [name, shape]));
  return { model, outputShapes, dropoutSites, gradients: described };
}

function addToInput(name: string, outputs: Record<string, Value>): void {
  const gradient = outputs[name];
  if (gradient) outputs[name] = add(gradient, gradient.graph.input(sumOf(name), "float32", gradient.shape));
}

/** The input that the gradient output `name` is added to. */
export const sumOf = (name: string): string => `sum.${name}`;

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
