import * as vscode from "vscode";
import { type ErrorKind, toErrorData } from "../../protocol/errors";
import type { RunParams, TrainingPlan, TrainingResult, TrainParams } from "../../protocol/training";
import { abortSignal } from "../cancellation";
import { setContext } from "../context";
import { CONTEXT_KEYS } from "../ids";
import { l10n } from "../l10n";
import { reportFailure } from "../reportFailure";
import type { Services } from "../services";
import { isStorageShortLived } from "../storage";
import { ensureCanTrain } from "../workspace/obstacle";
import { trainParams } from "../workspace/trainParams";
import { notifyOfResult } from "./messages/notifications";
import { planText } from "./messages/plan";
import { askHowToBegin, askToStartAgain, type Beginning, type StartPoint } from "./messages/questions";

/** What a keybinding or another extension may pass. */
export interface TrainArguments {
  /** `false` starts without the confirmation. */
  readonly confirm?: boolean;
  /** `true` resumes an unfinished run, if there is one and nobody is asked. */
  readonly resume?: boolean;
  /** What a new run starts from if nobody is asked: the base model, or the one in use. */
  readonly from?: StartPoint;
}

/** Failures of a run that has begun, whose best model so far may be in use now. */
const DURING_TRAINING: readonly ErrorKind[] = ["non-finite", "io", "internal"];

/** Plans, asks once, trains, and shows the result; `undefined` when there was no run or it failed. */
export async function train(
  services: Services,
  args: TrainArguments = {},
): Promise<TrainingResult | undefined> {
  if (services.training.state.kind !== "idle" && !(await mayStartAgain(services))) return undefined;
  if (!ensureCanTrain(services)) return undefined;
  try {
    const params = trainParams(services);
    services.log.info(`Planning a run on ${params.roots.join(", ")} with ${JSON.stringify(params.settings)}`);
    const plan = await planWithProgress(services, params);
    services.log.info(planText(plan, l10n).replaceAll("\n", " "));
    const beginning =
      args.confirm === false
        ? beginningOf(args)
        : await askHowToBegin(plan, { isStorageShortLived: isStorageShortLived(services.settings) });
    if (beginning === undefined) {
      await services.training.end();
      return undefined;
    }
    const result = await services.training.train(runParams(params, plan, beginning));
    await services.filler.reload();
    void setContext(CONTEXT_KEYS.hasTrained, true);
    notifyOfResult(result, services.log);
    return result;
  } catch (error) {
    reportFailure(services, error);
    if (DURING_TRAINING.includes(toErrorData(error).kind)) await services.filler.reload();
    return undefined;
  }
}

/** Asks before a second run stops the one that is training. */
async function mayStartAgain({ training }: Services): Promise<boolean> {
  if (!(await askToStartAgain())) return false;
  await training.end();
  return true;
}

function planWithProgress({ training }: Services, params: TrainParams): Thenable<TrainingPlan> {
  const title = l10n.t("Looking at the workspace");
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(options, (_progress, token) => training.plan(params, abortSignal(token)));
}

function beginningOf({ resume = false, from = "base" }: TrainArguments): Beginning {
  return resume ? { resume } : { resume, from };
}

function runParams(params: TrainParams, { inUse }: TrainingPlan, beginning: Beginning): RunParams {
  const isFromInUse = !beginning.resume && beginning.from === "inUse" && inUse !== undefined;
  return { ...params, resume: beginning.resume, ...(isFromInUse && { base: inUse.folder }) };
}
