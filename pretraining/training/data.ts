import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ModelConfig } from "../../src/core/models/families";
import { createRandom, type Random } from "../../src/core/random";
import type { Tokenizer } from "../../src/core/tokenizer/tokenizer";
import type { MaskedBatch } from "../../src/core/training/batch";
import { heldOutBatches } from "../../src/core/training/evaluation";
import type { MaskingOptions } from "../../src/core/training/masking";
import { Sequences } from "../../src/core/training/sequences";

/** The tokens of a kind, by split. */
export interface KindTokens {
  readonly kind: string;
  /** 0 for a kind that is held out only. */
  readonly weight: number;
  readonly train: Uint16Array;
  readonly heldout: Uint16Array;
  /** Where documents begin in `train`. */
  readonly starts: Uint32Array;
}

interface Meta {
  readonly separator: number;
  readonly kinds: Readonly<Record<string, { readonly weight: number }>>;
}

const SHORTEST_KIND = 1000;

/** The shards by kind; kinds with neither text to train on nor held-out text are left out. */
export function readTokens(folder: string): KindTokens[] {
  const { kinds, separator }: Meta = JSON.parse(readFileSync(join(folder, "meta.json"), "utf8"));
  const read = (kind: string, split: string) => {
    const bytes = readFileSync(join(folder, `${kind}.${split}.bin`));
    return new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 2);
  };
  return Object.entries(kinds)
    .map(([kind, { weight }]) => {
      const train = read(kind, "train");
      return {
        kind,
        weight: train.length > SHORTEST_KIND ? weight : 0,
        train,
        heldout: read(kind, "heldout"),
        starts: documentStarts(train, separator),
      };
    })
    .filter(({ weight, heldout }) => weight > 0 || heldout.length > 0);
}

function documentStarts(ids: Uint16Array, separator: number): Uint32Array {
  const starts = [0];
  for (let at = 0; at + 1 < ids.length; at++) if (ids[at] === separator) starts.push(at + 1);
  return Uint32Array.from(starts);
}

/** [CLS] tokens [SEP] of `length` in all, from a kind drawn by weight; every other one begins with a document. */
export function sampleSequence(
  tokens: readonly KindTokens[],
  { clsTokenId, sepTokenId }: Tokenizer,
  length: number,
  random: Random,
): Int32Array {
  const { train, starts } = drawKind(tokens, random);
  const atDocument = random.nextFloat() < 0.5;
  const wanted = atDocument ? starts[random.nextBelow(starts.length)] : random.nextBelow(train.length);
  const start = Math.max(0, Math.min(wanted, train.length - (length - 2)));
  const ids = new Int32Array(Math.min(length, train.length + 2));
  ids.set(train.subarray(start, start + length - 2), 1);
  ids[0] = clsTokenId;
  ids[ids.length - 1] = sepTokenId;
  return ids;
}

const SENTENCE_ENDS = [".", "?", "!"];
const SHORTEST_SENTENCE = 4;
/** Kinds whose text is made of sentences. */
const SENTENCE_KINDS = ["everyday", "sentences", "examples", "grammar", "prose"];

export type SentenceSampler = (random: Random) => Int32Array;

/** Draws [CLS] one sentence [SEP], at most `length` in all, as a person writes it with nothing around. */
export function sentenceSampler(
  tokens: readonly KindTokens[],
  { clsTokenId, sepTokenId, tokenToId }: Tokenizer,
  length: number,
): SentenceSampler {
  const kinds = tokens.filter(({ kind }) => SENTENCE_KINDS.includes(kind));
  const ends = new Set([sepTokenId, ...SENTENCE_ENDS.map(tokenToId)]);
  const sentenceFrom = (train: Uint16Array, from: number): Uint16Array => {
    let end = from;
    while (end < train.length - 1 && !ends.has(train[end])) end++;
    return train.subarray(from, train[end] === sepTokenId ? end : end + 1);
  };
  return (random) => {
    for (;;) {
      const { train } = drawKind(kinds, random);
      const begun = random.nextBelow(train.length);
      const from = begun + sentenceFrom(train, begun).length;
      const sentence = sentenceFrom(train, train[from] === sepTokenId ? from + 1 : from);
      if (sentence.length < SHORTEST_SENTENCE || sentence.length > length - 2) continue;
      return Int32Array.of(clsTokenId, ...sentence, sepTokenId);
    }
  };
}

function drawKind(tokens: readonly KindTokens[], random: Random): KindTokens {
  let left = random.nextFloat() * tokens.reduce((sum, { weight }) => sum + weight, 0);
  for (const kind of tokens) {
    left -= kind.weight;
    if (left < 0) return kind;
  }
  return tokens[tokens.length - 1];
}

const SAMPLE_RUN = 1024;

/** About `count` tokens of the mixture, in runs of neighbours. */
export function mixedSample(tokens: readonly KindTokens[], count: number): Int32Array {
  const random = createRandom(11);
  const sample = new Int32Array(count);
  for (let at = 0; at < count; at += SAMPLE_RUN) {
    const { train } = drawKind(tokens, random);
    const start = random.nextBelow(Math.max(1, train.length - SAMPLE_RUN));
    sample.set(train.subarray(start, start + Math.min(SAMPLE_RUN, count - at)), at);
  }
  return sample;
}

const HELD_OUT_SEQUENCES = 64;

/** Fixed masks on held-out packages' text, by kind. */
export function heldOutByKind(
  tokens: readonly KindTokens[],
  tokenizer: Tokenizer,
  masking: MaskingOptions,
  length: number,
  config: ModelConfig,
): Map<string, MaskedBatch[]> {
  const byKind = tokens.map(({ kind, heldout }) => {
    const sequences = cut(Int32Array.from(heldout), tokenizer, length);
    const options = { masking, batchSize: 16, config, seed: 5, maxSequences: HELD_OUT_SEQUENCES };
    return [kind, heldOutBatches(sequences, tokenizer, options)] as const;
  });
  return new Map(byKind.filter(([, batches]) => batches.length > 0));
}

function cut(ids: Int32Array, { clsTokenId, sepTokenId }: Tokenizer, length: number): Sequences {
  const count = Math.floor(ids.length / (length - 2));
  const framed = new Int32Array(count * length);
  for (let index = 0; index < count; index++) {
    const start = index * (length - 2);
    framed.set(ids.subarray(start, start + length - 2), index * length + 1);
    framed[index * length] = clsTokenId;
    framed[(index + 1) * length - 1] = sepTokenId;
  }
  return new Sequences(
    framed,
    Array.from({ length: count + 1 }, (_, index) => index * length),
  );
}
