import type { Value } from "../graph";
import type { JsonFile } from "../json/jsonFile";
import type { BaseConfig } from "./baseConfig";
import type { EncoderInputs, ModelContext } from "./blocks/context";
import type { Cost } from "./cost";

/** All that is particular to one kind of model. */
export interface Family<C extends BaseConfig> {
  /** The class in Transformers. */
  readonly architecture: string;
  /** The first part of the encoder's parameter names, which checkpoints of the bare encoder lack. */
  readonly prefix: string;
  /** Throws a `bad-model` Fault for a value that is wrong or that names something we do not support. */
  readConfig(file: JsonFile): C;
  /** The fields of its `config.json` beyond those that all families have. */
  writeConfig(config: C): Readonly<Record<string, unknown>>;
  /** Its parameters, part by part, in the order in which Transformers' class declares them. */
  parameters(config: C): object;
  /**
   * The hidden states after the last layer, [sequence*batch, hidden]; with `rows`, int64 [rows] without repetition,
   * those of these tokens alone, [rows, hidden].
   */
  encode(context: ModelContext<C>, inputs: EncoderInputs, rows?: Value): Value;
  /** Logits over the vocabulary [rows, vocab] for hidden states [rows, hidden]. */
  decode(context: ModelContext<C>, hidden: Value): Value;
  /** What a token costs in a sequence of `sequence` tokens. */
  cost(config: C, sequence: number): Cost;
}
