import { textHash } from "../corpus/textHash";

/** A file, or a part of one, that is held out as a whole or not at all. */
export interface SplitUnit {
  /** What it is chosen by: the same wherever the folder lies. */
  readonly name: string;
  /** UTF-16 units: the same whatever the vocabulary. */
  readonly size: number;
}

/** The names of what was held out before: the text that chooses the best model, and the text that it is reported on. */
export interface HeldOutNames {
  readonly choosing: readonly string[];
  readonly reporting: readonly string[];
}

export interface SplitOptions {
  /** The share of the text to hold out. */
  readonly validationSplit: number;
  readonly seed: number;
  /** Is held out again where it is still there. */
  readonly before?: HeldOutNames | undefined;
}

/** Indices of units, each in their order; a unit is on one side alone. */
export interface Sides {
  readonly train: readonly number[];
  /** Held out, to choose the best model on. */
  readonly choosing: readonly number[];
  /** Held out, to say how good that model is. */
  readonly reporting: readonly number[];
  /** Whether about as much is held out as was asked for. */
  readonly isNear: boolean;
}

/** What is held out may be less or more than asked for by this factor. */
const LEAST = 0.5;
const SLACK = 1.5;
/** Of a small text more is held out than asked for, so that there is something to measure on: so much, or this share. */
const FLOOR = { size: 4000, share: 0.2 };
/** Where nothing fits, one group is held out that is not more than this share of the text. */
const MOST = 0.3;

/** How much to hold out of a text of `size`. */
export function heldOutTarget(
  size: number,
  { validationSplit }: Pick<SplitOptions, "validationSplit">,
): number {
  if (validationSplit === 0) return 0;
  return Math.max(validationSplit * size, Math.min(FLOOR.share * size, FLOOR.size));
}

/**
 * Holds out groups of units, chosen by a hash of their names, so that a unit keeps its side when others come and go, and
 * when the folder lies elsewhere.
 * @param groups for each unit the number of its group, which falls on one side
 */
export function splitUnits(
  units: readonly SplitUnit[],
  groups: readonly number[],
  options: SplitOptions,
): Sides {
  const total = sizeOf(units);
  const target = heldOutTarget(total, options);
  const ordered = orderedGroups(units, groups, options);
  const limit = Math.min(SLACK * target, ((1 + options.validationSplit) / 2) * total);
  const chosen = fitting(ordered, target, limit);
  const heldOut = chosen.length > 0 || target === 0 ? chosen : smallest(ordered, MOST * total);
  const held = sizeOf(heldOut);
  const { choosing, reporting } = halves(heldOut, options.before);
  const isHeldOut = new Set([...choosing, ...reporting]);
  return {
    train: [...units.keys()].filter((at) => !isHeldOut.has(at)),
    choosing,
    reporting,
    isNear: held >= LEAST * target && held <= SLACK * target,
  };
}

interface Group {
  /** Indices of units. */
  readonly members: number[];
  readonly names: readonly string[];
  readonly size: number;
  /** -1 where one of them was held out before. */
  readonly rank: number;
}

/** First what was held out before, then by rank. */
function orderedGroups(
  units: readonly SplitUnit[],
  groups: readonly number[],
  { seed, before }: SplitOptions,
): Group[] {
  const members = new Map<number, number[]>();
  for (const [at, group] of groups.entries()) {
    const own = members.get(group);
    if (own) own.push(at);
    else members.set(group, [at]);
  }
  const known = new Set([...(before?.reporting ?? []), ...(before?.choosing ?? [])]);
  const rankOf = (name: string) => (known.has(name) ? -1 : textHash(name, seed));
  const described = [...members.values()].map((own) => {
    const names = own.map((at) => units[at].name);
    const rank = names.reduce((least, name) => Math.min(least, rankOf(name)), Number.POSITIVE_INFINITY);
    return { members: own, names, size: sizeOf(own.map((at) => units[at])), rank };
  });
  return described.sort((a, b) => a.rank - b.rank);
}

/** The first groups that make up the target, and all that were held out before, but not more than the limit; never all. */
function fitting(ordered: readonly Group[], target: number, limit: number): Group[] {
  const chosen: Group[] = [];
  let size = 0;
  for (const group of ordered) {
    if ((size >= target && group.rank >= 0) || chosen.length === ordered.length - 1) break;
    if (size + group.size > limit) continue;
    chosen.push(group);
    size += group.size;
  }
  return chosen;
}

function smallest(groups: readonly Group[], limit: number): Group[] {
  const allowed = groups.length < 2 ? [] : groups.filter(({ size }) => size <= limit);
  return allowed.length === 0
    ? []
    : [allowed.reduce((best, group) => (group.size < best.size ? group : best))];
}

/** Each group on the side where it was before, or else on the smaller one. */
function halves(groups: readonly Group[], before: HeldOutNames | undefined) {
  const sides = { reporting: [] as Group[], choosing: [] as Group[] };
  const [reporting, choosing] = [new Set(before?.reporting), new Set(before?.choosing)];
  for (const group of groups) {
    const reported = group.names.some((name) => reporting.has(name));
    const chose = group.names.some((name) => choosing.has(name));
    const isReporting = reported === chose ? sizeOf(sides.reporting) <= sizeOf(sides.choosing) : reported;
    sides[isReporting ? "reporting" : "choosing"].push(group);
  }
  const members = (side: readonly Group[]) => side.flatMap((group) => group.members).sort((a, b) => a - b);
  return { choosing: members(sides.choosing), reporting: members(sides.reporting) };
}

const sizeOf = (all: readonly { readonly size: number }[]): number =>
  all.reduce((sum, { size }) => sum + size, 0);
