import * as vscode from "vscode";
import { percent } from "../filling/percent";
import { l10n } from "../l10n";
import type { LikelyPhrase } from "./likelyPhrases";

interface PhraseItem extends vscode.QuickPickItem {
  readonly phrase?: LikelyPhrase;
}

export interface PhrasePick {
  /** What stands there now. */
  readonly present: string;
  /** How many others are shown. */
  readonly count: number;
  /** Asks the model; aborted when the person closes the list. */
  ask(signal: AbortSignal): Promise<OtherWords>;
}

export interface OtherWords {
  readonly phrases: readonly LikelyPhrase[];
  /** Of what stands there now, its place among all words, from 1; absent where it is not known. */
  readonly present?: { readonly rank: number; readonly probability: number };
}

/** Shows what else might stand there as soon as the model says it; the choice, or undefined where there was none. */
export async function pickPhrase({ present, count, ask }: PhrasePick): Promise<string | undefined> {
  const pick = vscode.window.createQuickPick<PhraseItem>();
  const closed = new AbortController();
  pick.title = l10n.t("Other words for '{0}'", present);
  pick.matchOnDescription = false;
  pick.busy = true;
  const choice = new Promise<string | undefined>((resolve) => {
    pick.onDidAccept(() => {
      const phrase = pick.selectedItems[0]?.phrase;
      if (phrase !== undefined) resolve(phrase.text);
    });
    pick.onDidHide(() => {
      closed.abort();
      resolve(undefined);
    });
  });
  pick.show();
  try {
    const answer = await ask(closed.signal);
    pick.items = items(answer.phrases, present, count);
    pick.placeholder = rankText(answer, present);
    pick.busy = false;
    return await choice;
  } finally {
    pick.dispose();
  }
}

function items(phrases: readonly LikelyPhrase[], present: string, count: number): PhraseItem[] {
  const others = phrases.filter(({ text }) => text !== present).slice(0, count);
  return others.map((phrase) => ({
    label: phrase.text,
    description: percent(phrase.probability, l10n.format),
    phrase,
  }));
}

/** Where the present words stand among the others. */
function rankText({ phrases, present: known }: OtherWords, present: string): string {
  if (phrases.length === 0) return l10n.t("The model has no word for this place.");
  const { rank, probability } = known ?? rankAmong(phrases, present);
  if (rank === 0) return l10n.t("'{0}' is not among the {1} best.", present, phrases.length);
  const chance = percent(probability, l10n.format);
  if (rank === 1) return l10n.t("'{0}' is the best already, at {1}.", present, chance);
  return l10n.t("'{0}' is number {1} of the best, at {2}.", present, rank, chance);
}

/** From 1; 0 where it is not among them. */
function rankAmong(phrases: readonly LikelyPhrase[], present: string) {
  const at = phrases.findIndex(({ text }) => text === present);
  return { rank: at + 1, probability: phrases[at]?.probability ?? 0 };
}
