import * as vscode from "vscode";
import { type ErrorKind, toErrorData } from "../../protocol/errors";
import type { RunParams, TrainingPlan, TrainingResult, TrainParams } from "../../protocol/training";
import { abortSignal } from "../cancellation";
import { setContext } from "../context";
import { COMMANDS, CONTEXT_KEYS } from "../ids";
import { l10n } from "../l10n";
import type { Services } from "../services";
import { isStorageShortLived } from "../storage";
import { planText, resultText, shortLivedText } from "./messages";
import { overcome } from "./obstacle";
import { reportFailure } from "./reportFailure";
import { trainParams } from "./trainParams";

/** What a keybinding or another extension may pass. */
export interface TrainArguments {
  /** `false` starts without the confirmation. */
  readonly confirm?: boolean;
  /** `true` goes on with an unfinished run, where there is one and nobody is asked. */
  readonly resume?: boolean;
  /** What a new run starts from where nobody is asked: the model to start from, or the one that the workspace uses. */
  readonly from?: StartPoint;
}

export type StartPoint = "base" | "inUse";

/** How a run begins. */
type Beginning = { readonly resume: true } | { readonly resume: false; readonly from: StartPoint };

/** Failures of a run that has begun, whose best model before may be in use now. */
const DURING_TRAINING: readonly ErrorKind[] = ["non-finite", "io", "internal"];

/** Plans, asks once, trains, and tells the result; `undefined` when there was no run or it failed. */
export async function train(
  services: Services,
  args: TrainArguments = {},
): Promise<TrainingResult | undefined> {
  if (services.training.state.kind !== "idle" && !(await mayStartAgain(services))) return undefined;
  if (!overcome(services)) return undefined;
  try {
    const params = trainParams(services);
    services.log.info(`Planning a run on ${params.roots.join(", ")} with ${JSON.stringify(params.settings)}`);
    const plan = await planWithProgress(services, params);
    services.log.info(planText(plan, l10n).replaceAll("\n", " "));
    const beginning = args.confirm === false ? beginningOf(args) : await askHow(services, plan);
    if (beginning === undefined) {
      await services.training.end();
      return undefined;
    }
    const result = await services.training.train(runParams(params, plan, beginning));
    await services.filler.reload();
    void setContext(CONTEXT_KEYS.hasTrained, true);
    report(services, result);
    return result;
  } catch (error) {
    reportFailure(services, error);
    if (DURING_TRAINING.includes(toErrorData(error).kind)) await services.filler.reload();
    return undefined;
  }
}

/** A second start while one runs: the person chooses. */
async function mayStartAgain({ training }: Services): Promise<boolean> {
  const startAgain = l10n.t("Stop and Start Again");
  const actions = l10n.t("Show Actions");
  const question = l10n.t("Training is running already.");
  const choice = await vscode.window.showWarningMessage(question, startAgain, actions);
  if (choice === actions) void vscode.commands.executeCommand(COMMANDS.showActions);
  if (choice !== startAgain) return false;
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
  const goesOn = !beginning.resume && beginning.from === "inUse" && inUse !== undefined;
  return { ...params, resume: beginning.resume, ...(goesOn && { base: inUse.folder }) };
}

interface BeginningItem extends vscode.MessageItem {
  readonly beginning: Beginning;
}

/** Undefined where the person wants no training. */
async function askHow({ settings }: Services, plan: TrainingPlan): Promise<Beginning | undefined> {
  const title = l10n.t("Train MLM on Workspace");
  const detail = [
    planText(plan, l10n),
    ...(isStorageShortLived(settings) ? [shortLivedText(l10n)] : []),
  ].join("\n");
  const items: BeginningItem[] = [
    ...(plan.unfinished ? [{ title: l10n.t("Resume"), beginning: { resume: true } as const }] : []),
    ...startItems(plan),
  ];
  return (await vscode.window.showInformationMessage(title, { modal: true, detail }, ...items))?.beginning;
}

function startItems({ unfinished, inUse }: TrainingPlan): BeginningItem[] {
  const fromBase = { resume: false, from: "base" } as const;
  if (inUse === undefined) {
    const title = unfinished ? l10n.t("Start Anew") : l10n.t("Train");
    return [{ title, beginning: fromBase }];
  }
  return [
    { title: l10n.t("Start from the Base Model"), beginning: fromBase },
    { title: l10n.t("Go On from the Model in Use"), beginning: { resume: false, from: "inUse" } },
  ];
}

function report({ log }: Services, result: TrainingResult): void {
  const sentence = resultText(result, l10n);
  log.info(sentence);
  const showReport = l10n.t("Show Report");
  void vscode.window.showInformationMessage(sentence, showReport).then((choice) => {
    if (choice === showReport) void vscode.commands.executeCommand(COMMANDS.showReport);
  });
}
