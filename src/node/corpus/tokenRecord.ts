import { SIGNATURE_LENGTH } from "../../core/corpus/minHash";
import type { LeftOut } from "../../core/corpus/verdict";
import type { Row, RowKind } from "./segment";
import type { Judgement } from "./visit";

/** What training needs of a text. */
export interface TextTokens {
  /** The ids, without [CLS] and [SEP]. */
  readonly tokens: Int32Array;
  /** UTF-16 units of the text. */
  readonly characters: number;
}

/** What the token cache knows of a content. */
export type TokenJudgement = Judgement<TextTokens> | LeftOut;

const LENGTH_BYTES = 4;
const UNSIGNED: Readonly<Uint8Array> = new Uint8Array(SIGNATURE_LENGTH);

/** A judgement as a segment's record: a verdict as JSON, or the text's length, the signature (zeros for none), the ids. */
export function encodeRecord(judgement: TokenJudgement): [RowKind, readonly Uint8Array[]] {
  if (judgement.kind === "left-out")
    return ["left-out", [new TextEncoder().encode(JSON.stringify(judgement))]];
  const { tokens, characters, signature = UNSIGNED as Uint8Array } = judgement;
  const narrow = fitSixteenBits(tokens);
  const ids = narrow ? new Uint16Array(tokens) : tokens;
  return [narrow ? "tokens16" : "tokens32", [bytesOf(Uint32Array.of(characters)), signature, bytesOf(ids)]];
}

/** The reverse; the arrays are copies, so that the body can go. */
export function decodeRecord(body: Uint32Array, { kind, first, second }: Row): TokenJudgement {
  const bytes = new Uint8Array(body.buffer, body.byteOffset + 4 * first, second);
  if (kind === "left-out") return JSON.parse(new TextDecoder().decode(bytes));
  const head = LENGTH_BYTES + SIGNATURE_LENGTH;
  const signature = bytes.slice(LENGTH_BYTES, head);
  const idBytes = second - head;
  const at = bytes.byteOffset + head;
  return {
    kind: "read",
    characters: body[first],
    tokens:
      kind === "tokens16"
        ? new Int32Array(new Uint16Array(body.buffer, at, idBytes >> 1))
        : new Int32Array(body.buffer, at, idBytes >> 2).slice(),
    signature: signature.every((byte) => byte === 0) ? undefined : signature,
  };
}

function fitSixteenBits(ids: Int32Array): boolean {
  let bits = 0;
  for (let i = 0; i < ids.length; i++) bits |= ids[i];
  return bits >>> 16 === 0;
}

function bytesOf(ids: Uint16Array | Int32Array | Uint32Array): Uint8Array {
  return new Uint8Array(ids.buffer, ids.byteOffset, ids.byteLength);
}
