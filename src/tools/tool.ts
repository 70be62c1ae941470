import type { FillParams, FillResult } from "../protocol/filling";
import type { ScoreParams, ScoreResult } from "../protocol/scoring";

/** The model of a workspace, however it is reached. */
export interface Model {
  fill(params: FillParams): Promise<FillResult>;
  score(params: ScoreParams): Promise<ScoreResult>;
}

/** What a tool found: lists that can be cut short, as an agent has no room for all. */
export interface Answer {
  /** Items of the longest list. */
  readonly length: number;
  /** The answer for JSON with at most so many items in each list. */
  upTo(length: number): unknown;
}

/** A question that an agent may ask, in the editor and over the Model Context Protocol. */
export interface Tool {
  readonly name: string;
  /** For the agent: what it answers, when to use it, its limits and what it returns. */
  readonly description: string;
  /** JSON Schema of `input`. */
  readonly inputSchema: Schema;
  /** Answers one question. Throws an Error that tells the agent how to ask instead. */
  ask(input: unknown, model: Model): Promise<Answer>;
}

export interface Schema {
  readonly type: "object";
  readonly properties: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly required: string[];
}

/** The longest answer as JSON that `fits`: items are left out of each list until it does, of which one stays at least. */
export async function fitting(
  { length, upTo }: Answer,
  fits: (json: string) => boolean | PromiseLike<boolean>,
): Promise<string> {
  for (let count = length; count > 1; count = Math.floor(count / 2)) {
    const json = JSON.stringify(upTo(count));
    if (await fits(json)) return json;
  }
  return JSON.stringify(upTo(1));
}
