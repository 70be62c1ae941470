import { familyOf, type ModelConfig } from "../models/families";
import { trainingGigaflops } from "./cost";

/** What the activations of one run of the graph may take, in bytes: those of BERT-base for a little more than 1,024 tokens. */
export const PART_BYTES = 1.5e9;

/** How the sequences of a batch are shared out to runs of the graph, whose gradients are summed. */
export interface PartRule {
  readonly config: ModelConfig;
  readonly mlmProbability: number;
  /** Of activations, in one run; runs that began before this was recorded go by the time that a run takes. */
  readonly partBytes: number | undefined;
  /** Of the backend; for those runs alone. */
  readonly threads: number;
}

/**
 * How many of a batch of `count` sequences of `sequence` tokens run at once, at most: parts of about one size. It depends
 * on nothing but these numbers, so that a run that is resumed has the same parts.
 */
export function partSize(rule: PartRule, count: number, sequence: number): number {
  const { config, mlmProbability, partBytes, threads } = rule;
  if (partBytes === undefined) return sizeByTime(config, sequence, mlmProbability, threads);
  const { everyToken, maskedToken } = familyOf(config).cost(config, sequence).kept;
  const bytes = 4 * sequence * (everyToken + mlmProbability * maskedToken);
  return evenSize(count, Math.max(1, Math.floor(partBytes / bytes)));
}

function evenSize(count: number, most: number): number {
  return Math.ceil(count / Math.ceil(count / most));
}

const GIGAFLOPS_PER_RUN_AND_THREAD = 50;

/** How runs were shared out that began before the size of a part was recorded: so that each took less than a second. */
function sizeByTime(config: ModelConfig, sequence: number, mlmProbability: number, threads: number): number {
  const affordable = GIGAFLOPS_PER_RUN_AND_THREAD * threads;
  return Math.max(1, Math.floor(affordable / trainingGigaflops(config, sequence, mlmProbability)));
}
