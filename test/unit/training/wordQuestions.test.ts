import { describe, expect, test } from "vitest";
import { addWords } from "../../../src/core/models/addWords";
import { Sequences } from "../../../src/core/training/sequences";
import { evaluateWords, wordQuestions } from "../../../src/core/training/wordQuestions";
import { loadModel } from "../../../src/engine/loadModel";
import { oneThread } from "../../support/runGraph";

const base = await loadModel("test/fixtures/bert-2x32");
const extended = addWords(base, ["zzyzx", "zxyzz"]);
const TEXT = "a zzyzx b zxyzz c zzyzxs a b ".repeat(3);

const optionsOf = ({ tokenizer }: typeof base, share = 0.5) => {
  const { ids } = tokenizer.encode(TEXT);
  return { validation: new Sequences(ids, [0, ids.length]), tokenizer, share, seed: 3, maxSequences: 9 };
};
const questions = (splitter: typeof base, asked: typeof base, maxLength = 512) =>
  wordQuestions(optionsOf(splitter), asked.tokenizer, maxLength);

describe("questions for whole words", () => {
  test("hide all pieces of a word, and never one that is special", () => {
    const [{ inputIds, positions, labels }] = wordQuestions(optionsOf(base, 1), base.tokenizer, 512);
    const { clsTokenId, sepTokenId, maskTokenId } = base.tokenizer;
    const { ids } = base.tokenizer.encode(TEXT);
    expect(positions).toEqual([...ids.keys()].slice(1, -1));
    expect(labels).toEqual([...ids.slice(1, -1)]);
    expect(inputIds).toEqual([clsTokenId, ...labels.map(() => maskTokenId), sepTokenId]);
  });

  test("are the same in whatever vocabulary the text was split, and each model gets them in its own", () => {
    expect(questions(extended, base)).toEqual(questions(base, base));
    expect(questions(base, extended)).toEqual(questions(extended, extended));
    const asked = (model: typeof base) => new Set(questions(base, model)[0].questions).size;
    expect(asked(base)).toBe(asked(extended));
    expect(questions(base, base)[0].labels.length).toBeGreaterThan(
      questions(base, extended)[0].labels.length,
    );
  });

  test("come in parts that the model can take", () => {
    const parts = questions(base, base, 16);
    expect(Math.max(...parts.map(({ inputIds }) => inputIds.length))).toBe(16);
    const [whole] = questions(base, base);
    expect(parts.flatMap(({ labels }) => labels)).toEqual(whole.labels);
  });
});

test("two models are measured on as many words", async () => {
  const [one, other] = [
    await evaluateWords(oneThread(), base, optionsOf(extended)),
    await evaluateWords(oneThread(), extended, optionsOf(extended)),
  ];
  expect(one.masked).toBe(other.masked);
  expect(one.loss).not.toBe(other.loss);
});
