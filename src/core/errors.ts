import { inEnglish, type Sentence, toSentence } from "./sentence";

/** What a person can mend: the kinds of fault that cross a process boundary as data. */
export type FaultKind =
  /** A command-line option or a setting has a wrong value. */
  | "bad-option"
  /** A model folder, checkpoint, configuration or tokenizer file is wrong. */
  | "bad-model"
  /** The folder holds no text to learn from. */
  | "no-text"
  /** A file could not be read or written. */
  | "io"
  /** Training met a loss or gradient that is not a finite number. */
  | "non-finite"
  /** The GPU failed, is lost, or has too little memory: the processor may do the same. */
  | "device";

/**
 * A fault with one clear sentence for the person: it names the file or setting and says what to do. Where the editor may
 * show it, it is a `sentence` or a literal, so that it can be translated.
 */
export class Fault extends Error {
  override readonly name = "Fault";
  readonly sentence: Sentence;

  constructor(
    readonly kind: FaultKind,
    message: Sentence | string,
    options?: ErrorOptions,
  ) {
    const sentence = toSentence(message);
    super(inEnglish(sentence), options);
    this.sentence = sentence;
  }
}
