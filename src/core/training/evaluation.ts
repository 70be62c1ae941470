import type { Backend, Session } from "../backend";
import { Fault } from "../errors";
import type { ModelConfig } from "../models/families";
import { randomFor } from "../random";
import { sentence } from "../sentence";
import type { Parameters } from "../tensor";
import { collate, type MaskedBatch, type MaskedExample } from "./batch";
import { chunks } from "./batches";
import { buildEvaluationGraph, NLL, RANK } from "./evaluationGraph";
import { type MaskingOptions, type MaskingVocabulary, maskTokens } from "./masking";
import { PART_BYTES, partSize } from "./parts";
import type { Sequences } from "./sequences";

/** How well a model predicts hidden tokens. */
export interface Evaluation {
  /** Mean negative log-likelihood of a masked token, in nats. */
  readonly loss: number;
  readonly perplexity: number;
  /** The share of masked tokens that are the model's first guess. */
  readonly top1: number;
  /** The share that is among its first five. */
  readonly top5: number;
  /** How many tokens were masked. */
  readonly masked: number;
}

export interface HeldOutOptions {
  readonly config: ModelConfig;
  readonly masking: MaskingOptions;
  /** At most this many sequences run at once; fewer where the model is large. */
  readonly batchSize: number;
  readonly seed: number;
  /** At most this many sequences, evenly spread, so that evaluating stays a small part of training. */
  readonly maxSequences: number;
}

/** Sequences whose masks depend on the seed alone, so that every model is asked the same questions. */
export function heldOutExamples(
  sequences: Sequences,
  vocabulary: MaskingVocabulary,
  { masking, seed, maxSequences }: Pick<HeldOutOptions, "masking" | "seed" | "maxSequences">,
): MaskedExample[] {
  const count = Math.min(sequences.count, maxSequences);
  const indices = Array.from({ length: count }, (_, index) => Math.floor((index * sequences.count) / count));
  return indices.map((index) => maskTokens(sequences.at(index), vocabulary, masking, randomFor(seed, index)));
}

/** Groups them into batches. */
export function heldOutBatches(
  sequences: Sequences,
  vocabulary: MaskingVocabulary,
  options: HeldOutOptions,
): MaskedBatch[] {
  const examples = heldOutExamples(sequences, vocabulary, options);
  examples.sort((a, b) => a.inputIds.length - b.inputIds.length);
  const { config, masking, batchSize } = options;
  const rule = { config, mlmProbability: masking.mlmProbability, partBytes: PART_BYTES, threads: 1 };
  const together = sequences.isStream ? ofOneLength(examples) : [examples]; // a stream needs no padding then
  return together
    .flatMap((group) => chunks(group, partSize(rule, batchSize, group.at(-1)?.inputIds.length ?? 1)))
    .map((group) => collate(group, config, !sequences.isStream))
    .filter(({ masked }) => masked > 0);
}

function ofOneLength(examples: readonly MaskedExample[]): MaskedExample[][] {
  const lengths = new Set(examples.map(({ inputIds }) => inputIds.length));
  return [...lengths].map((length) => examples.filter(({ inputIds }) => inputIds.length === length));
}

/** Evaluates parameters on batches; compiles its graphs once and may be called again as the parameters change. */
export class Evaluator {
  readonly #sessions = new Map<boolean, Promise<Session>>();

  constructor(
    readonly backend: Backend,
    readonly config: ModelConfig,
  ) {}

  /**
   * @throws the signal's reason when it is aborted; Fault "no-text" when nothing is masked, "non-finite" when the loss or the
   * perplexity is no finite number.
   */
  async evaluate(
    parameters: Parameters,
    batches: readonly MaskedBatch[],
    signal?: AbortSignal,
  ): Promise<Evaluation> {
    if (batches.length === 0) throw nothingToEvaluate();
    const totals = new Totals();
    const placed = await this.backend.place(Object.fromEntries(parameters));
    try {
      for (const batch of batches) {
        signal?.throwIfAborted();
        const session = await this.#session(batch.padding);
        const { [NLL]: nll, [RANK]: rank } = await session.run({ ...placed.feeds, ...batch.feeds });
        for (const [at, each] of nll.data.entries()) totals.add(each, rank.data[at]);
      }
    } finally {
      placed.release();
    }
    return totals.evaluation();
  }

  async release(): Promise<void> {
    for (const session of this.#sessions.values()) await (await session).release();
    this.#sessions.clear();
  }

  #session(padding: boolean): Promise<Session> {
    const known = this.#sessions.get(padding);
    if (known) return known;
    const { device } = this.backend;
    const session = this.backend.compile(buildEvaluationGraph(this.config, { padding, device }));
    this.#sessions.set(padding, session);
    return session;
  }
}

/** Sums over masked tokens. */
class Totals {
  #nll = 0;
  #top1 = 0;
  #top5 = 0;
  #masked = 0;

  /**
   * @param nll in nats
   * @param rank how many tokens the model thought more likely
   */
  add(nll: number, rank: number): void {
    this.#nll += nll;
    this.#top1 += Number(rank < 1);
    this.#top5 += Number(rank < 5);
    this.#masked++;
  }

  evaluation(): Evaluation {
    const masked = this.#masked;
    const loss = this.#nll / masked;
    const perplexity = Math.exp(loss);
    if (!Number.isFinite(perplexity)) throw notFinite(loss);
    return { loss, perplexity, top1: this.#top1 / masked, top5: this.#top5 / masked, masked };
  }
}

function nothingToEvaluate(): Fault {
  return new Fault(
    "no-text",
    "There is nothing to evaluate on: the text is so short that no token of it is masked; use more text, or hide a larger share of it (--mlm-probability).",
  );
}

function notFinite(loss: number): Fault {
  return new Fault(
    "non-finite",
    sentence`The model's loss on held-out text is ${String(loss)}: its weights are damaged or too large; choose another model, or a lower learning rate.`,
  );
}
