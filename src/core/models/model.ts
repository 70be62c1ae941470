import type { Parameters } from "../tensor";
import type { Tokenizer } from "../tokenizer/tokenizer";
import type { ModelConfig } from "./families";

/** A masked language model with its tokenizer. */
export interface Model {
  readonly config: ModelConfig;
  readonly parameters: Parameters;
  readonly tokenizer: Tokenizer;
}
