import { Fault } from "../errors";
import { type Sentence, sentence } from "../sentence";

/** Makes the fault about a tokenizer's file. */
export type RaiseTokenizerFault = (problem: Sentence) => Fault;

/** Faults of kind `bad-model` about the file that they call `source`. */
export function tokenizerFault(source: string): RaiseTokenizerFault {
  return (problem) => new Fault("bad-model", sentence`${source} is not a usable tokenizer: ${problem}.`);
}
