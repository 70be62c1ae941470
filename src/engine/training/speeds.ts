import * as v from "valibot";
import type { Device } from "../../core/graph";
import { FAMILIES, type ModelConfig, type ModelType } from "../../core/models/families";
import { trainingGigaflops } from "../../core/training/cost";
import type { TrainingTask } from "../../core/training/train";
import { type NotedList, note, readNoted } from "../../node/notedList";
import type { TrainingReport } from "../../protocol/report";

/** What the speed of a run depends on most. */
export interface RunKind {
  readonly threads: number;
  readonly modelType: ModelType;
  readonly hiddenSize: number;
  /** The processor where it is absent. */
  readonly device?: Device;
}

/** What the newest run of a kind reached. */
export interface Speed extends RunKind {
  /** As `workGigaflops` counts. */
  readonly gigaflopsPerSecond: number;
}

const positive = v.pipe(v.number(), v.finite(), v.gtValue(0));
const SPEED = v.object({
  threads: positive,
  /** Of the runs that earlier versions kept most were of BERTs. */
  modelType: v.optional(v.picklist(Object.keys(FAMILIES) as ModelType[]), "bert"),
  hiddenSize: positive,
  device: v.optional(v.picklist(["cpu", "webgpu"] satisfies Device[]), "cpu"),
  gigaflopsPerSecond: positive,
});

const SPEEDS: NotedList<Speed, RunKind> = { file: "speeds.json", entry: SPEED, isLike };

/** One thread of a typical processor; the first run measures the real speed. */
const UNKNOWN_PER_THREAD = 40;

export function kindOf(
  { modelType, hiddenSize }: ModelConfig,
  threads: number,
  device: Device = "cpu",
): RunKind {
  return { threads, modelType, hiddenSize, device };
}

/** How fast a run will be, in 1e9 operations a second: as fast as the last one like it, or a typical value. */
export async function expectedSpeed(storage: string, like: RunKind): Promise<number> {
  const speeds = await readNoted(storage, SPEEDS);
  const find = (kind: RunKind) => speeds.find((speed) => isLike(speed, kind));
  const known = find(like) ?? find({ ...like, device: "cpu" });
  return known?.gigaflopsPerSecond ?? UNKNOWN_PER_THREAD * like.threads;
}

/** Another family is as far away as a model twice as wide. */
const FAMILY_DISTANCE = Math.log(2);

/**
 * The same for a model that no run here may have been like: of the runs with as many threads the one whose model is
 * the most like it, of the same family and about as wide.
 */
export async function likelySpeed(
  storage: string | undefined,
  { threads, modelType, hiddenSize }: RunKind,
): Promise<number> {
  const distance = (speed: Speed) =>
    Math.abs(Math.log(speed.hiddenSize / hiddenSize)) + (speed.modelType === modelType ? 0 : FAMILY_DISTANCE);
  const known = storage === undefined ? [] : await readNoted(storage, SPEEDS);
  const alike = known.filter((speed) => speed.threads === threads && speed.device !== "webgpu");
  const [nearest] = alike.sort((a, b) => distance(a) - distance(b));
  return nearest?.gigaflopsPerSecond ?? UNKNOWN_PER_THREAD * threads;
}

/** What a run reached, by the tokens a second in its report. */
export function speedOf(
  { config, backend: { threads, device } }: TrainingTask,
  { settings, tokensPerSecond = 0 }: TrainingReport,
): Speed {
  const { sequenceLength, maskingProbability } = settings;
  const gigaflopsPerToken = trainingGigaflops(config, sequenceLength, maskingProbability) / sequenceLength;
  return { ...kindOf(config, threads, device), gigaflopsPerSecond: gigaflopsPerToken * tokensPerSecond };
}

/** Keeps the speed of a run for the estimates of later ones. */
export async function rememberSpeed(storage: string, speed: Speed): Promise<void> {
  if (v.is(SPEED, speed)) await note(storage, SPEEDS, speed);
}

function isLike(a: RunKind, b: RunKind): boolean {
  const isSame = (["threads", "modelType", "hiddenSize"] as const).every((name) => a[name] === b[name]);
  return isSame && (a.device ?? "cpu") === (b.device ?? "cpu");
}
