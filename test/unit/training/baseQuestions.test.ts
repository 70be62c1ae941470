import { describe, expect, test } from "vitest";
import { addWords } from "../../../src/core/models/addWords";
import { createRandom } from "../../../src/core/random";
import { createBaseQuestions } from "../../../src/core/training/baseQuestions";
import { collate, type MaskedExample } from "../../../src/core/training/batch";
import { Evaluator } from "../../../src/core/training/evaluation";
import { maskTokens } from "../../../src/core/training/masking";
import { loadModel } from "../../../src/engine/loadModel";
import { oneThread } from "../../support/runGraph";

const base = await loadModel("test/fixtures/bert-2x32");
const extended = addWords(base, ["zzyzx", "zxyzz"]);
const { tokenizer } = extended;
const idsOf = (text: string) => tokenizer.encode(text).ids;
const [ZZYZX, ZXYZZ] = ["zzyzx", "zxyzz"].map((word) => tokenizer.tokenToId(word)!);
const MASK = tokenizer.maskTokenId;
const translate = createBaseQuestions(tokenizer, base.tokenizer, 64);
const pieces = (word: string) => [...base.tokenizer.encode(word, { addSpecialTokens: false }).ids];

describe("a question for the model without the new words", () => {
  test("hides all pieces of a new word, and asks for each", () => {
    const ids = Int32Array.of(1, ZZYZX, 2);
    const [question] = translate({ inputIds: ids.with(1, MASK), positions: [1], labels: [ZZYZX] });
    const answer = pieces("zzyzx");
    expect(question).toEqual({
      inputIds: [1, ...answer.map(() => MASK), 2],
      positions: answer.map((_, at) => 1 + at),
      labels: answer,
      questions: answer.map(() => 0),
    });
  });

  test.each<[string, number, (answer: number[]) => number[]]>([
    ["the word itself, it stands there", ZZYZX, (answer) => answer],
    ["a word of as many pieces, that stands there", ZXYZZ, () => pieces("zxyzz")],
    ["a word of one piece, its pieces are hidden", 7, (answer) => answer.map(() => MASK)],
  ])("where in its place is %s", (_name, input, expected) => {
    const [question] = translate({ inputIds: [1, input, 2], positions: [1], labels: [ZZYZX] });
    expect(question.inputIds).toEqual([1, ...expected(pieces("zzyzx")), 2]);
  });

  test("gives words that are not asked for in the model's own pieces", () => {
    const ids = idsOf("a zzyzx zxyzzs b");
    const [question] = translate({ inputIds: ids, positions: [], labels: [] });
    expect(question.inputIds).toEqual([...base.tokenizer.encode("a zzyzx zxyzzs b").ids]);
  });

  test("is put in parts where it is too long, and none is lost", () => {
    const ids = idsOf("zzyzx zxyzz a ".repeat(20));
    const example = maskTokens(
      ids,
      tokenizer,
      { mlmProbability: 0.4, wholeWordMask: false },
      createRandom(3),
    );
    const groups = example.positions.map(String);
    const parts = translate({ ...example, groups });
    expect(parts.length).toBeGreaterThan(2);
    for (const { inputIds, positions, labels } of parts) {
      expect(inputIds.length).toBeLessThanOrEqual(64);
      expect(positions.every((at) => at >= 0 && at < inputIds.length)).toBe(true);
      expect(labels).toHaveLength(positions.length);
    }
    const asked = parts.flatMap((part) => [...new Set(part.groups)]);
    expect(asked).toEqual(groups);
  });
});

describe("an evaluation", () => {
  const examples: MaskedExample[] = [idsOf("a b c a b c"), idsOf("c b a c c b a a")].map((ids, index) =>
    maskTokens(ids, tokenizer, { mlmProbability: 0.5, wholeWordMask: false }, createRandom(index)),
  );
  const evaluate = async (asked: MaskedExample[]) => {
    const evaluator = new Evaluator(oneThread(), base.config);
    const batch = collate(asked, base.config.padTokenId);
    const found = await evaluator.evaluate(base.parameters, [batch]);
    await evaluator.release();
    return found;
  };

  test("is the same where no new word occurs", async () => {
    expect(await evaluate(examples.flatMap(translate))).toEqual(await evaluate(examples));
  });

  test("counts a word in pieces once, as likely as its pieces together", async () => {
    const hidden = { inputIds: [1, MASK, 2], positions: [1], labels: [ZZYZX] };
    const [question] = translate(hidden);
    const { questions: _questions, ...apart } = question;
    const [whole, parts] = [await evaluate([question]), await evaluate([apart])];
    expect(whole.masked).toBe(1);
    expect(parts.masked).toBe(pieces("zzyzx").length);
    expect(whole.loss).toBeCloseTo(parts.loss * parts.masked, 4);
    expect((await evaluate([question, question])).masked).toBe(2);
  });
});
