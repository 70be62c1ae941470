import { Fault, type FaultKind } from "../core/errors";

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

/** An error as it crosses the process boundary. `message` is one sentence for a person. */
export interface ErrorData {
  readonly kind: ErrorKind;
  readonly message: string;
}

/** An error that came over the connection, or that the connection itself reports. */
export class RpcError extends Error {
  override readonly name = "RpcError";

  constructor(
    readonly kind: ErrorKind,
    message: string,
  ) {
    super(message);
  }
}

export function toErrorData(error: unknown): ErrorData {
  if (error instanceof Fault || error instanceof RpcError)
    return { kind: error.kind, message: error.message };
  if (error instanceof Error && error.name === "AbortError")
    return { kind: "cancelled", message: error.message };
  return { kind: "internal", message: error instanceof Error ? error.message : String(error) };
}
