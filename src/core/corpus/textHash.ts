import { seedWords } from "../random";

/** A number in [0, 2^32) that depends on a text and a seed: FNV-1a over its UTF-16 units, then mixed. */
export function textHash(text: string, seed = 0): number {
  let hash = 0x811c9dc5 ^ seed;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return seedWords(hash >>> 0, 1)[0];
}
