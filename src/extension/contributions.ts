import type { Disposable } from "vscode";
import { registerMcpServer } from "./agents/mcpServer";
import { registerTools } from "./agents/tools";
import { registerCorpusView } from "./corpus/showCorpus";
import { registerCodeActions } from "./filling/codeActions";
import { registerCompletions } from "./filling/completions";
import { registerFillCommands } from "./filling/fillCommands";
import { registerHover } from "./filling/hover";
import { registerMaskContext } from "./filling/maskContext";
import { registerMaskHighlight } from "./filling/maskHighlight";
import { registerMaskNavigation } from "./filling/maskNavigation";
import { registerMaskSnippet } from "./filling/maskSnippet";
import { registerReplaceMask } from "./filling/replaceMask";
import { watchWorkspace } from "./memory/watchWorkspace";
import { watchModelSettings } from "./modelSettings";
import { registerModelCommands } from "./models/commands";
import { watchModelsFolder } from "./models/moveModels";
import { registerGhostText } from "./nextWord/ghostText";
import { registerSuggestItems } from "./nextWord/suggestItems";
import { registerOtherWordsAction } from "./otherWords/codeAction";
import { registerOtherWords } from "./otherWords/suggestOtherWords";
import { registerRestart } from "./processes/restartPredictor";
import { registerReport } from "./report/showReport";
import type { Services } from "./services";
import { registerLanguageStatus } from "./status/languageStatus";
import { registerTrainingCommands } from "./training/commands";
import { registerContextKeys } from "./training/contextKeys";
import { watchInterruption } from "./training/interruptedRun";
import { offerTraining } from "./training/offerTraining";
import { registerStatusBar } from "./training/statusBar";
import { registerUnlikelyWords } from "./unlikely/showUnlikelyWords";
import { registerWalkthrough } from "./walkthrough/commands";

/** Adds one thing to the editor; what it returns is disposed with the extension. */
export type Contribution = (services: Services) => Disposable;

export const CONTRIBUTIONS: readonly Contribution[] = [
  registerTrainingCommands,
  registerContextKeys,
  registerStatusBar,
  registerLanguageStatus,
  watchInterruption,
  offerTraining,
  registerCorpusView,
  registerModelCommands,
  registerReport,
  registerCompletions,
  registerCodeActions,
  registerFillCommands,
  registerHover,
  registerReplaceMask,
  registerMaskSnippet,
  registerMaskNavigation,
  registerMaskContext,
  registerMaskHighlight,
  registerTools,
  registerMcpServer,
  registerOtherWords,
  registerOtherWordsAction,
  registerUnlikelyWords,
  registerSuggestItems,
  registerGhostText,
  registerRestart,
  registerWalkthrough,
  watchModelsFolder,
  watchModelSettings,
  watchWorkspace,
];

/** Starts every contribution; the failure of one is logged and leaves the others working. */
export function contribute(contributions: readonly Contribution[], services: Services): Disposable[] {
  return contributions.flatMap((contribution) => {
    try {
      return [contribution(services)];
    } catch (error) {
      services.log.error(`${contribution.name} failed`, error as Error);
      return [];
    }
  });
}
