import * as vscode from "vscode";
import { fillMask } from "../../tools/fillMask";
import { scoreText } from "../../tools/scoreText";
import { suggestName } from "../../tools/suggestName";
import { fitting, type Model, type Tool } from "../../tools/tool";
import { abortSignal } from "../cancellation";
import { PATIENCE_MS } from "../filling/filler";
import { l10n } from "../l10n";
import { describeError } from "../localize";
import type { Services } from "../services";

/** Of the text that a person is shown before they agree. */
const SHOWN = 1_000;

/** How a person is told what an agent is about to ask. */
interface Announcement {
  readonly title: string;
  readonly message: string;
  readonly progress: string;
}

/** Lets an agent in the editor ask the workspace's model. */
export function registerTools(services: Services): vscode.Disposable {
  return vscode.Disposable.from(
    register(services, fillMask, ({ text }) => ({
      title: l10n.t("Fill [MASK]"),
      message: l10n.t("Let the model of this workspace, which runs on this machine, fill: {0}", text),
      progress: l10n.t("Asking the workspace's model for the words behind [MASK]"),
    })),
    register(services, scoreText, ({ text }) => ({
      title: l10n.t("Judge the Words of a Text"),
      message: l10n.t("Let the model of this workspace, which runs on this machine, judge: {0}", text),
      progress: l10n.t("Asking the workspace's model how probable the words are"),
    })),
    register(services, suggestName, ({ name }) => ({
      title: l10n.t("Suggest a Name"),
      message: l10n.t(
        "Let the model of this workspace, which runs on this machine, look for a name for {0}.",
        name,
      ),
      progress: l10n.t("Asking the workspace's model for a name"),
    })),
  );
}

type Shown = Readonly<Record<"text" | "name", string>>;

function register(
  services: Services,
  tool: Tool,
  announce: (input: Shown) => Announcement,
): vscode.Disposable {
  return vscode.lm.registerTool<object>(tool.name, {
    prepareInvocation: ({ input }) => {
      const { text, name } = input as Partial<Shown>;
      const { title, message, progress } = announce({ text: shown(text), name: shown(name) });
      return { invocationMessage: progress, confirmationMessages: { title, message } };
    },
    invoke: async (options, token) => {
      const json = await ask(services, tool, options, token);
      return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(json)]);
    },
  });
}

function shown(text: unknown): string {
  return String(text ?? "").slice(0, SHOWN);
}

/** The answer as JSON, within the agent's budget of tokens. */
async function ask(
  services: Services,
  tool: Tool,
  { input, tokenizationOptions }: vscode.LanguageModelToolInvocationOptions<object>,
  token: vscode.CancellationToken,
): Promise<string> {
  try {
    const answer = await tool.ask(input, modelOf(services, abortSignal(token)));
    return await fitting(answer, async (json) => {
      if (tokenizationOptions === undefined) return true;
      const { tokenBudget, countTokens } = tokenizationOptions;
      return (await countTokens(json, token)) <= tokenBudget;
    });
  } catch (error) {
    const { kind, message } = describeError(error, l10n);
    if (kind !== "not-ready") throw error;
    throw new Error(`${message} Ask the person to run the command "Train MLM on Workspace".`);
  }
}

function modelOf({ predictor }: Services, signal: AbortSignal): Model {
  return {
    fill: (params) => predictor.fill(params, signal, PATIENCE_MS),
    score: (params) => predictor.score(params, signal, PATIENCE_MS),
  };
}
