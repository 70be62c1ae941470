import * as vscode from "vscode";
import { abortSignal } from "../cancellation";
import { FILL_MASK_TOOL } from "../ids";
import { l10n } from "../l10n";
import { describeError } from "../localize";
import type { Services } from "../services";
import { maskOffsets } from "./masks";

interface ToolInput {
  readonly text: string;
  readonly top_k?: number;
}

const TOP_K = 5;
const TOP_K_LIMIT = 50;
const MASKS_LIMIT = 16;
const TEXT_LIMIT = 8_000;
const TIME_LIMIT_MS = 10_000;

/** Lets an agent in the editor ask the workspace's model. */
export function registerTool(services: Services): vscode.Disposable {
  return vscode.lm.registerTool<ToolInput>(FILL_MASK_TOOL, {
    prepareInvocation: ({ input }) => ({
      invocationMessage: l10n.t("Asking the workspace's model for the words behind [MASK]"),
      confirmationMessages: {
        title: l10n.t("Fill [MASK]"),
        message: l10n.t("Let the model of this workspace, which runs on this machine, fill: {0}", input.text),
      },
    }),
    invoke: async ({ input }, token) => {
      const fills = await ask(services, input, token);
      return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(JSON.stringify(fills))]);
    },
  });
}

async function ask(
  { filler }: Services,
  { text, top_k = TOP_K }: ToolInput,
  token: vscode.CancellationToken,
) {
  const masks = checkedMasks(text, top_k);
  try {
    const { fills } = await filler.fill({ text, masks, topK: top_k }, abortSignal(token), TIME_LIMIT_MS);
    return fills.map(({ candidates }) => candidates.map(({ token_str, score }) => ({ token_str, score })));
  } catch (error) {
    const { kind, message } = describeError(error, l10n);
    if (kind !== "not-ready") throw error;
    throw new Error(`${message} Ask the person to run the command "Train MLM on Workspace".`);
  }
}

/** @throws Error that tells an agent how to ask instead */
function checkedMasks(text: unknown, topK: unknown): number[] {
  if (typeof text !== "string") throw new Error("`text` must be a string that holds [MASK].");
  if (text.length > TEXT_LIMIT)
    throw new Error(`\`text\` must have at most ${TEXT_LIMIT} characters: send the sentences around [MASK].`);
  if (!Number.isInteger(topK) || Number(topK) < 1 || Number(topK) > TOP_K_LIMIT) {
    throw new Error(`\`top_k\` must be a whole number from 1 to ${TOP_K_LIMIT}.`);
  }
  const masks = maskOffsets(text);
  if (masks.length === 0) throw new Error("`text` must hold [MASK] where the word to find stands.");
  if (masks.length > MASKS_LIMIT) throw new Error(`\`text\` must hold at most ${MASKS_LIMIT} [MASK].`);
  return masks;
}
