import { reportFailure } from "../reportFailure";
import type { Services } from "../services";
import { ensureCanTrain } from "../workspace/obstacle";
import { notifyOfEndedRun, notifyOfNoRun } from "./messages/notifications";
import { askToDiscardActive, askToDiscardInterrupted } from "./messages/questions";

/** What a keybinding or another extension may pass. */
export interface DiscardArguments {
  /** `false` deletes without a question. */
  readonly confirm?: boolean;
}

/** Discards the active run, or else the interrupted one: that run and nothing else, even if it ends meanwhile. */
export async function discardRun(
  services: Services,
  { confirm = true }: DiscardArguments = {},
): Promise<void> {
  if (!ensureCanTrain(services)) return;
  try {
    const wanted = (await discardActive(services, confirm)) ?? (await discardInterrupted(services, confirm));
    if (wanted === "gone") notifyOfEndedRun();
    if (wanted !== "discarded") return;
    services.reports.forget();
    await services.filler.reload();
    await services.interruption.look();
  } catch (error) {
    reportFailure(services, error);
  }
}

/** What became of the request to discard a run; undefined if there is none. */
type Outcome = "discarded" | "kept" | "gone" | undefined;

async function discardActive({ training }: Services, confirm: boolean): Promise<Outcome> {
  const { run } = training;
  if (run === undefined) return undefined;
  if (confirm && !(await askToDiscardActive())) return "kept";
  return (await training.discard(run)) ? "discarded" : "gone";
}

async function discardInterrupted({ models, storage }: Services, confirm: boolean): Promise<Outcome> {
  const interrupted = await models("interruptedRun", { storage: storage! });
  if (interrupted === undefined) {
    notifyOfNoRun();
    return undefined;
  }
  if (confirm && !(await askToDiscardInterrupted(interrupted))) return "kept";
  const isDone = await models("discardRun", { storage: storage!, run: interrupted.run });
  return isDone ? "discarded" : "gone";
}
