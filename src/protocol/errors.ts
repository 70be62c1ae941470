import { Fault, type FaultKind } from "../core/errors";
import { inEnglish, type Sentence, toSentence } from "../core/sentence";

export type ErrorKind =
  | FaultKind
  /** The caller gave the request up. */
  | "cancelled"
  /** There was no answer in the time that the caller allowed. */
  | "too-slow"
  /** The other side died or the connection ended before an answer. */
  | "closed"
  /** The person has to do something first, for example train a model. */
  | "not-ready"
  /** A defect of this program. */
  | "internal";

/** An error as it crosses the process boundary. */
export interface ErrorData {
  readonly kind: ErrorKind;
  /** One sentence for a person, in English. */
  readonly message: string;
  /** The same, for the person's language. */
  readonly sentence: Sentence;
}

/** An error that came over the connection, or that the connection itself reports. */
export class RpcError extends Error {
  override readonly name = "RpcError";
  readonly sentence: Sentence;

  constructor(
    readonly kind: ErrorKind,
    message: Sentence | string,
  ) {
    const sentence = toSentence(message);
    super(inEnglish(sentence));
    this.sentence = sentence;
  }
}

export function toErrorData(error: unknown): ErrorData {
  if (error instanceof Fault || error instanceof RpcError) {
    const { kind, message, sentence } = error;
    return { kind, message, sentence };
  }
  const message = error instanceof Error ? error.message : String(error);
  const kind = error instanceof Error && error.name === "AbortError" ? "cancelled" : "internal";
  return { kind, message, sentence: toSentence(message) };
}
