import { Fault } from "../../core/errors";
import { sentence } from "../../core/sentence";
import type { TrainingResult } from "../../protocol/training";
import type { RunOutcome } from "../follow/outcome";

/** The figures of a run that ended; the model that is in use afterwards is added by the caller. */
export function resultOf(
  { status, steps, endedBecause, report }: RunOutcome,
  patience: number,
): Omit<TrainingResult, "model"> {
  const { before, after, inUse } = report.words ?? {};
  return {
    words: { ...(before && { before }), ...(after && { after }), ...(inUse && { inUse }) },
    kept: report.kept ?? "base",
    steps,
    seconds: report.seconds,
    stoppedEarly: status === "stopped",
    ...(endedBecause === undefined ? {} : { endedBecause }),
    ...(status === "finished" && endedBecause ? { withoutGain: patience } : {}),
    ...(report.fallback && { fallback: report.fallback }),
  };
}

/** The fault that ended a run, with a sentence on which model is in use now. */
export function withAdvice(failure: unknown, { report }: RunOutcome): unknown {
  if (!(failure instanceof Fault) || failure.kind !== "non-finite") return failure;
  const kept =
    report.kept === "tuned" ? sentence`The best model so far is in use.` : sentence`The model in use stays.`;
  return new Fault("non-finite", sentence`${failure.sentence} ${kept}`, { cause: failure });
}
