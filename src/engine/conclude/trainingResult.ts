import { Fault } from "../../core/errors";
import { sentence } from "../../core/sentence";
import type { TrainingResult } from "../../protocol/training";
import type { RunOutcome } from "../follow/outcome";

/** The figures of a run that ended, without the model that answers after it. */
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
  };
}

/** The fault that ended a run, and what is left of the run. */
export function withAdvice(failure: unknown, { report }: RunOutcome): unknown {
  if (!(failure instanceof Fault) || failure.kind !== "non-finite") return failure;
  const kept =
    report.kept === "tuned" ? sentence`The best model so far is in use.` : sentence`The model in use stays.`;
  return new Fault("non-finite", sentence`${failure.sentence} ${kept}`, { cause: failure });
}
