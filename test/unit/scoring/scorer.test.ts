import { describe, expect, test } from "vitest";
import type { MaskedSequence, Predictor } from "../../../src/core/prediction/predictor";
import { scoreRange } from "../../../src/core/scoring/scoreRange";
import { createScorer } from "../../../src/core/scoring/scorer";
import type { WordScore } from "../../../src/core/scoring/wordScore";
import { smallTokenizer } from "../../support/smallTokenizer";
import { TINY } from "../../support/tinyModel";

const WORDS = ["the", "lamp", "keeper", "light", "##house", "##ing", "."];
const tokenizer = smallTokenizer(WORDS);

/** A model that finds "keeper" likeliest at a lone mask, "light" "##house" at two, and notes how many masks it was shown. */
function predictor(): { readonly predictor: Predictor; readonly shown: number[] } {
  const shown: number[] = [];
  const chances = (masks: number, at: number): Readonly<Record<string, number>> =>
    masks === 1 ? { keeper: 0.5, lamp: 0.25, "##ing": 0.2 } : at === 0 ? { light: 0.5 } : { "##house": 0.25 };
  const answer = ({ ids, positions }: MaskedSequence) => {
    shown.push(positions.length);
    const isMask = (at: number) => Array.from(ids)[at] === tokenizer.maskTokenId;
    return positions.map((at) => {
      const first = isMask(at - 1) ? at - 1 : at;
      const masks = isMask(first + 1) ? 2 : 1;
      return row(chances(masks, at - first));
    });
  };
  const config = { ...TINY, vocabSize: tokenizer.vocabSize, maxPositions: 128 };
  return {
    shown,
    predictor: { config, logits: async (all) => all.map(answer), release: async () => {} } as Predictor,
  };
}

/** What is left of 1 goes to [UNK]. */
function row(chances: Readonly<Record<string, number>>): Float32Array {
  const values = new Float32Array(tokenizer.vocabSize).fill(-40);
  let left = 1;
  for (const [token, chance] of Object.entries(chances)) {
    values[tokenizer.tokenToId(token)!] = Math.log(chance);
    left -= chance;
  }
  values[tokenizer.unkTokenId] = Math.log(left);
  return values;
}

async function scores(text: string, options: { marks?: boolean; start?: number } = {}): Promise<WordScore[]> {
  const { signal } = new AbortController();
  const scorer = createScorer(predictor().predictor, tokenizer);
  const all = { start: 0, end: text.length, others: 2, signal, ...options };
  const found: WordScore[] = [];
  for await (const score of scoreRange(scorer, tokenizer, text, all)) found.push(score);
  return found;
}

describe("the words of a text", () => {
  test.each([
    ["one of one piece", "the lamp .", "lamp", 0.25, 2, ["keeper", "the"]],
    ["the likeliest", "the keeper .", "keeper", 0.5, 1, ["lamp", "the"]],
    ["one of several pieces, as a whole", "the lighthouse .", "lighthouse", 0.125, 3, ["keeper", "lamp"]],
  ])("%s", async (_name, text, word, probability, rank, others) => {
    const score = (await scores(text)).find((each) => each.word.text === word)!;
    expect(Math.exp(score.logProbability)).toBeCloseTo(probability, 4);
    expect(score.rank).toBe(rank);
    expect(score.others.map((other) => other.text).slice(0, rank === 1 ? 1 : 2)).toEqual(
      others.slice(0, rank === 1 ? 1 : 2),
    );
  });

  test("marks only where they are asked for, and none before the range", async () => {
    const words = async (options: object) =>
      (await scores("the lamp .", options)).map(({ word }) => word.text);
    expect(await words({})).toEqual(["the", "lamp"]);
    expect(await words({ marks: true })).toEqual(["the", "lamp", "."]);
    expect(await words({ start: 1 })).toEqual(["lamp"]);
  });

  test("of a long text all in their order", async () => {
    const text = "the keeper lamp ".repeat(400);
    const found = (await scores(text)).map(({ word }) => word.from);
    expect(found).toEqual(Array.from(text.matchAll(/\w+/g), ({ index }) => index));
  });

  test("nothing more is asked once the signal is aborted", async () => {
    const stop = new AbortController();
    const { predictor: asked, shown } = predictor();
    const text = "the keeper lamp ".repeat(400);
    const scorer = createScorer(asked, tokenizer);
    const range = { start: 0, end: text.length, others: 0, signal: stop.signal };
    let before: number | undefined;
    const all = (async () => {
      for await (const _ of scoreRange(scorer, tokenizer, text, range)) {
        before ??= shown.length;
        stop.abort();
      }
    })();
    await expect(all).rejects.toMatchObject({ name: "AbortError" });
    expect(shown.length).toBe(before);
  });
});
