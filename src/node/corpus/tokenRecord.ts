import { SIGNATURE_LENGTH } from "../../core/corpus/minHash";
import type { LeftOut } from "../../core/corpus/verdict";
import type { Row, RowKind } from "./segment";
import type { Judgement } from "./visit";

/** What the token cache knows of a content. */
export type TokenJudgement = Judgement<{ readonly tokens: Int32Array }> | LeftOut;

const UNSIGNED: Readonly<Uint8Array> = new Uint8Array(SIGNATURE_LENGTH);

/** A judgement as a segment's record: a verdict as JSON, or the signature (zeros for none) and then the ids. */
export function encodeRecord(judgement: TokenJudgement): [RowKind, readonly Uint8Array[]] {
  if (judgement.kind === "left-out")
    return ["left-out", [new TextEncoder().encode(JSON.stringify(judgement))]];
  const { tokens, signature = UNSIGNED as Uint8Array } = judgement;
  const narrow = tokens.every((id) => id >= 0 && id < 0x10000);
  const ids = narrow ? Uint16Array.from(tokens) : tokens;
  return [narrow ? "tokens16" : "tokens32", [signature, bytesOf(ids)]];
}

/** The reverse; the arrays are copies, so that the body can go. */
export function decodeRecord(body: Uint32Array, { kind, first, second }: Row): TokenJudgement {
  const bytes = new Uint8Array(body.buffer, body.byteOffset + 4 * first, second);
  if (kind === "left-out") return JSON.parse(new TextDecoder().decode(bytes));
  const signature = bytes.slice(0, SIGNATURE_LENGTH);
  const ids = bytes.slice(SIGNATURE_LENGTH).buffer;
  return {
    kind: "read",
    tokens: kind === "tokens16" ? Int32Array.from(new Uint16Array(ids)) : new Int32Array(ids),
    signature: signature.every((byte) => byte === 0) ? undefined : signature,
  };
}

function bytesOf(ids: Uint16Array | Int32Array): Uint8Array {
  return new Uint8Array(ids.buffer, ids.byteOffset, ids.byteLength);
}
