import { expect, test } from "vitest";
import type { Range, TextDocument } from "vscode";
import { Filler } from "../../../src/extension/filling/filler";
import { Predictor } from "../../../src/extension/processes/predictor";
import type { Settings } from "../../../src/extension/settings";
import { RpcError } from "../../../src/protocol/errors";
import type { FillParams, FillResult } from "../../../src/protocol/filling";

const never = new AbortController().signal;
const byEditor = { asker: "editor", signal: never } as const;
/** The mask at the start of the document. */
const START = { start: { line: 0, character: 0 }, end: { line: 0, character: 6 } } as Range;

/** A process whose answers the test gives: `answers` holds the open questions, oldest first. */
function asked(timeLimitMs = 60_000) {
  const answers: ((word: string) => void)[] = [];
  const request = (method: string, { text }: FillParams, signal?: AbortSignal) => {
    if (method === "load") return Promise.resolve({});
    return new Promise<FillResult>((resolve, reject) => {
      signal?.addEventListener("abort", () => reject(new RpcError("cancelled", "Cancelled.")));
      answers.push((word) =>
        resolve({ fills: [{ candidates: [{ token_str: `${word} ${text}`, score: 1 }] }] } as never),
      );
    });
  };
  const engine = { connection: { request, notify() {}, close() {} }, pid: 1, end: async () => {} };
  const predictor = new Predictor({
    start: () => engine as never,
    loadParams: () => ({ threads: 1 }) as never,
    idleMs: () => 60_000,
    gaveUp: () => "",
    tooSlow: (limitMs) => `not within ${limitMs} ms`,
    onCrash() {},
    warn() {},
    changes: { fire() {} } as never,
  });
  const settings = { filling: () => ({ count: 5, timeLimitMs }) } as unknown as Settings;
  return { filler: new Filler(predictor, settings), answers };
}

function documentOf(text: string): TextDocument & { version: number } {
  return { uri: "file:///a", version: 1, lineCount: 1, lineAt: () => ({ text }) } as never;
}

async function answer(answers: ((word: string) => void)[], word: string): Promise<void> {
  await expect.poll(() => answers.length).toBe(1);
  answers.shift()!(word);
}

async function wordOf(found: ReturnType<Filler["candidates"]>): Promise<string | undefined> {
  return (await found)?.[0]?.token_str;
}

test("the same question is asked once; a document that is opened again with another text is another question", async () => {
  const { filler, answers } = asked();
  const first = wordOf(filler.candidates(documentOf("[MASK] a"), START, byEditor));
  await answer(answers, "one");
  expect(await first).toBe("one [MASK] a");
  expect(await wordOf(filler.candidates(documentOf("[MASK] a"), START, byEditor))).toBe("one [MASK] a");
  const second = wordOf(filler.candidates(documentOf("[MASK] b"), START, byEditor));
  await answer(answers, "two");
  expect(await second).toBe("two [MASK] b");
});

test("an answer to a text that has changed meanwhile is dropped", async () => {
  const { filler, answers } = asked();
  const document = documentOf("[MASK]");
  const found = filler.candidates(document, START, byEditor);
  await expect.poll(() => answers.length).toBe(1);
  document.version++;
  await answer(answers, "late");
  expect(await found).toBeUndefined();
});

test("an answer of the model before, which comes after the new one is loaded, is not kept", async () => {
  const { filler, answers } = asked();
  const found = wordOf(filler.candidates(documentOf("[MASK]"), START, byEditor));
  await expect.poll(() => answers.length).toBe(1);
  await filler.reload();
  await answer(answers, "before");
  await found;
  const again = wordOf(filler.candidates(documentOf("[MASK]"), START, byEditor));
  await answer(answers, "after");
  expect(await again).toBe("after [MASK]");
});

test("no answer in time is told as such, a cancelled question as cancelled", async () => {
  const { filler } = asked(50);
  const found = filler.candidates(documentOf("[MASK]"), START, byEditor);
  await expect(found).rejects.toMatchObject({ kind: "too-slow", message: "not within 50 ms" });
  const cancelled = filler.candidates(documentOf("[MASK]"), START, {
    asker: "editor",
    signal: AbortSignal.timeout(10),
  });
  await expect(cancelled).rejects.toMatchObject({ kind: "cancelled" });
});

test("a person who asks waits longer than the editor does", async () => {
  const { filler, answers } = asked(50);
  const editors = filler.candidates(documentOf("[MASK]"), START, byEditor);
  const persons = wordOf(filler.candidates(documentOf("[MASK]"), START, { asker: "person", signal: never }));
  await expect(editors).rejects.toMatchObject({ kind: "too-slow" });
  expect(answers).toHaveLength(2);
  answers[1]!("late");
  expect(await persons).toBe("late [MASK]");
});

test("letters behind a mask narrow what is shown, and are not part of the question; masks may be in any case", async () => {
  const { filler, answers } = asked();
  const range = { start: { line: 0, character: 2 }, end: { line: 0, character: 10 } } as Range;
  const found = wordOf(filler.candidates(documentOf("a [mask]pe is [Mask]"), range, byEditor));
  await answer(answers, "one");
  expect(await found).toBe("one a [MASK] is [MASK]");
});
