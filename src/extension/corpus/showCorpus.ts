import * as vscode from "vscode";
import { abortSignal } from "../cancellation";
import { setContext } from "../context";
import { COMMANDS, CONTEXT_KEYS, VIEWS } from "../ids";
import { l10n } from "../l10n";
import { reportFailure } from "../reportFailure";
import type { Services } from "../services";
import { ensureCanTrain } from "../workspace/obstacle";
import { trainParams } from "../workspace/trainParams";
import { type CorpusNode, corpusNodes } from "./corpusTree";
import { excludeFromTraining } from "./excludeFromTraining";

/** The view of what training would read, and the command that fills and opens it. */
export function registerCorpusView(services: Services): vscode.Disposable {
  const { registerCommand } = vscode.commands;
  return vscode.Disposable.from(
    vscode.window.createTreeView(VIEWS.corpus, {
      treeDataProvider: services.corpusView,
      showCollapseAll: true,
      canSelectMany: true,
    }),
    registerCommand(COMMANDS.showCorpus, () => showCorpus(services)),
    registerCommand(COMMANDS.refreshCorpus, () => refresh(services)),
    registerCommand(COMMANDS.excludeFromTraining, (row: CorpusNode, selected?: readonly CorpusNode[]) =>
      excludeFromTraining(services, selected ?? [row]),
    ),
  );
}

async function showCorpus(services: Services): Promise<void> {
  if (!(await refresh(services))) return;
  await setContext(CONTEXT_KEYS.corpusShown, true);
  await vscode.commands.executeCommand(`${VIEWS.corpus}.focus`);
}

/** Looks at the workspace again; whether there is something to show. */
async function refresh(services: Services): Promise<boolean> {
  if (!ensureCanTrain(services)) return false;
  try {
    const params = trainParams(services);
    const title = l10n.t("Looking at the workspace");
    const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
    const listing = await vscode.window.withProgress(options, (_progress, token) =>
      services.listCorpus(params, abortSignal(token)),
    );
    services.corpusView.show(corpusNodes(listing, l10n));
    return true;
  } catch (error) {
    reportFailure(services, error);
    return false;
  }
}
