import { fork } from "node:child_process";
import { dirname, join, resolve } from "node:path";
import { expect, inject, test } from "vitest";
import type { PredictorSide } from "../../../src/protocol/filling";
import { ipcTransport } from "../../../src/protocol/ipc";
import { type Connection, connect } from "../../../src/protocol/rpc";
import { SCORED_CONTEXT, type ScoredWord, type ScoreParams } from "../../../src/protocol/scoring";

const [BOX, TINY] = [resolve("models/base"), resolve("test/fixtures/bert-2x32")];

async function withPredictor(
  base: string,
  use: (predictor: Connection<PredictorSide>) => Promise<void>,
): Promise<void> {
  const env = { ...process.env, NODE_PATH: resolve("node_modules") };
  const child = fork(join(dirname(inject("cli")), "engine.js"), ["predictor"], { env, execArgv: [] });
  const exit = new Promise((done) => child.once("exit", done));
  const handlers = { requests: {}, notifications: {} };
  const predictor = connect<{ requests: object; notifications: object }, PredictorSide>(
    ipcTransport(child),
    handlers,
  );
  try {
    await predictor.request("load", { base, threads: 1, memory: { open: [] } });
    await use(predictor);
  } finally {
    child.disconnect();
    await exit;
  }
}

const whole = (text: string): ScoreParams => ({ text, start: 0, end: text.length, others: 3 });

const TEXT = "The quick brown fox jumps over the lazy dog, and the dog was not amused.";

test("each word of a range has its place in the text, a probability, a rank and the best others", () =>
  withPredictor(BOX, async (predictor) => {
    const [start, end] = [4, TEXT.indexOf("over")];
    const { words } = await predictor.request("score", { ...whole(TEXT), start, end });
    expect(words.map(({ word }) => word)).toEqual(["quick", "brown", "fox", "jumps"]);
    for (const { start, end, word, probability, rank, others } of words) {
      expect(TEXT.slice(start, end)).toBe(word);
      expect(probability).toBeGreaterThan(0);
      expect(probability).toBeLessThan(1);
      expect(others).toHaveLength(3);
      expect(others.map((other) => other.word)).not.toContain(word);
      expect(others.filter((other) => other.probability > probability).length, word).toBe(
        Math.min(3, rank - 1),
      );
    }
  }));

test("a word by itself, or with others hidden, among marks or without: always the same words", () =>
  withPredictor(BOX, async (predictor) => {
    const of = async (params: Partial<ScoreParams>) => {
      const { words } = await predictor.request("score", { ...whole(TEXT), ...params });
      return words;
    };
    const names = (words: readonly ScoredWord[]) => words.map(({ word }) => word);
    const together = await of({});
    expect(names(await of({ alone: true }))).toEqual(names(together));
    const marked = await of({ marks: true });
    expect(names(marked.filter(({ word }) => /\w/.test(word)))).toEqual(names(together));
    expect(names(marked).filter((word) => /\W/.test(word))).toEqual([",", "."]);
  }));

test("of a document of 10 MB only what is around the range is read", () =>
  withPredictor(TINY, async (predictor) => {
    const context = "the lamp of the house ".repeat(SCORED_CONTEXT / 22 + 1);
    const near = `${context}keeper ${context}`;
    const far = `${"x ".repeat(5_000_000)}${near}${" y".repeat(1000)}`;
    const ask = async (text: string) => {
      const start = text.indexOf("keeper");
      const { words } = await predictor.request("score", { ...whole(text), start, end: start + 1 });
      return words.map(({ start: at, end, ...word }) => ({ ...word, at: at - start, length: end - at }));
    };
    expect(await ask(far)).toEqual(await ask(near));
  }));

test("a fill comes between the parts of a long request to score, which ends soon when it is given up", () =>
  withPredictor(BOX, async (predictor) => {
    const long = whole(TEXT.repeat(3000));
    const stop = new AbortController();
    const events: string[] = [];
    const scored = predictor.request("score", long, stop.signal).catch(({ kind }) => events.push(kind));
    const fill = () => predictor.request("fill", { text: "the [MASK] was", masks: [4], topK: 1 });
    await fill();
    events.push("filled");
    stop.abort();
    await scored;
    await fill();
    events.push("filled again");
    expect(events).toEqual(["filled", "cancelled", "filled again"]);
  }));

test("a request is cancelled where the model is exchanged meanwhile", () =>
  withPredictor(BOX, async (predictor) => {
    const scored = predictor.request("score", whole(TEXT.repeat(3000)));
    const failed = expect(scored).rejects.toMatchObject({ kind: "cancelled" });
    await predictor.request("load", { base: TINY, threads: 1 });
    await failed;
  }));

const MISTYPED =
  "The keeper lights the lamp. The ship comes into the harbour when the keeper lights the lmap.";

test("a word with wrong letters is found, with what is meant, unless it is one of the workspace's own", () =>
  withPredictor(BOX, async (predictor) => {
    const find = async (ownWords: readonly string[]) => {
      const range = { text: MISTYPED, start: 0, end: MISTYPED.length };
      const { findings } = await predictor.request("check", { ...range, ownWords, sensitivity: "medium" });
      return findings;
    };
    const [found, ...others] = await find([]);
    expect(others).toEqual([]);
    expect(found).toMatchObject({ word: "lmap", kind: "misspelt", start: MISTYPED.indexOf("lmap") });
    expect(found!.fixes[0]!.word).toBe("lamp");
    expect(await find(["lmap"])).toEqual([]);
  }));
