import type { TrainingReport } from "../protocol/report";

type Shape = "string" | "number" | "boolean" | readonly [Shape] | { readonly [name: string]: Shape };

const EVALUATION = {
  epoch: "number",
  step: "number",
  loss: "number",
  perplexity: "number",
  top1: "number",
  top5: "number",
  masks: "number",
} as const;
const FOUND = { words: "number", files: "number", first: "number", amongFive: "number" } as const;
const FILLS = [{ word: "string", probability: "number" }] as const;

/** What must be there; a name that ends in `?` may be missing. */
const REPORT: Shape = {
  run: "string",
  startedAt: "string",
  seconds: "number",
  status: "string",
  "endedBecause?": "string",
  model: { "base?": "string", newWords: ["string"], architecture: "string", parameters: "number" },
  settings: {
    epochs: "number",
    patience: "number",
    learningRate: "number",
    batchSize: "number",
    sequenceLength: "number",
    maskingProbability: "number",
    wholeWord: "boolean",
    newWords: "number",
    fromScratch: "boolean",
    threads: "number",
    seed: "number",
    include: ["string"],
    exclude: ["string"],
  },
  "computing?": { threads: "number", sequencesAtOnce: "number" },
  corpus: {
    files: "number",
    heldOutFiles: "number",
    characters: "number",
    tokens: "number",
    leftOut: [{ reason: "string", files: "number" }],
  },
  step: "number",
  totalSteps: "number",
  "tokensPerSecond?": "number",
  losses: [{ step: "number", loss: "number", learningRate: "number" }],
  evaluations: [EVALUATION],
  samples: [{ sentence: "string", hidden: "string", before: FILLS, "after?": FILLS }],
  "kept?": "string",
  "words?": {
    "before?": FOUND,
    "after?": FOUND,
    "inUse?": FOUND,
    files: ["string"],
    isChosenOnThem: "boolean",
    languages: [{ language: "string", "before?": FOUND, "after?": FOUND }],
  },
};

const STATUSES: readonly unknown[] = [
  "running",
  "finished",
  "stopped",
  "failed",
] satisfies TrainingReport["status"][];

/** The report that `text` holds as JSON; undefined where it holds none, or one of another version. */
export function parseReport(text: string): TrainingReport | undefined {
  let found: unknown;
  try {
    found = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isOf(found, REPORT)) return undefined;
  const report = found as TrainingReport;
  const isKnown =
    report.version === 1 &&
    STATUSES.includes(report.status) &&
    !Number.isNaN(Date.parse(report.startedAt)) &&
    (report.failure === undefined || isSentence(report.failure));
  return isKnown ? report : undefined;
}

function isSentence(value: unknown): boolean {
  const { template, parts } = (value ?? {}) as Record<string, unknown>;
  const isPart = (part: unknown) => typeof part === "string" || typeof part === "number" || isSentence(part);
  return typeof template === "string" && Array.isArray(parts) && parts.every(isPart);
}

function isOf(value: unknown, shape: Shape): boolean {
  if (typeof shape === "string") return typeof value === shape;
  if (isList(shape)) return Array.isArray(value) && value.every((each) => isOf(each, shape[0]));
  if (typeof value !== "object" || value === null) return false;
  const fields = value as Readonly<Record<string, unknown>>;
  return Object.entries(shape).every(([key, inner]) => {
    const name = key.replace(/\?$/, "");
    return name !== key && fields[name] === undefined ? true : isOf(fields[name], inner);
  });
}

function isList(shape: Shape): shape is readonly [Shape] {
  return Array.isArray(shape);
}
