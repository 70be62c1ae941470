import { describe, expect, test } from "vitest";
import { addWords, withoutLastWords } from "../../../src/core/models/addWords";
import { parameterOf } from "../../../src/core/models/families";
import { createPredictor } from "../../../src/core/prediction/predictor";
import type { Tensor } from "../../../src/core/tensor";
import { tokenizerFromJson } from "../../../src/core/tokenizer/readTokenizer";
import { loadModel } from "../../../src/engine/models/loadModel";
import { ONE_OF_EACH } from "../../support/families";
import { oneThread } from "../../support/runGraph";

const WORDS = ["zzyzx", "zxyzz"];

describe.each(Object.values(ONE_OF_EACH).map((name) => `test/fixtures/${name}`))("%s", (folder) => {
  test("a new word's rows are the means of its pieces'", async () => {
    const model = await loadModel(folder);
    const { config, parameters, tokenizer } = addWords(model, WORDS);
    const perToken = (["word embedding", "decoder bias"] as const).map(
      (role) => parameterOf(config, role)!.name,
    );
    expect(model.tokenizer.canAddWords).toBe(true);
    expect(config.vocabSize).toBe(model.tokenizer.vocabSize + WORDS.length);
    for (const [index, word] of WORDS.entries()) {
      const pieces = [...model.tokenizer.encode(word, { addSpecialTokens: false }).ids];
      expect(pieces.length).toBeGreaterThan(1);
      expect([...tokenizer.encode(word, { addSpecialTokens: false }).ids]).toEqual([
        model.tokenizer.vocabSize + index,
      ]);
      for (const name of perToken) {
        const old = parameters.get(name)!;
        const row = rowOf(old, model.tokenizer.vocabSize + index);
        const means = row.map(
          (_, at) =>
            pieces.reduce((sum, id) => sum + rowOf(model.parameters.get(name)!, id)[at], 0) / pieces.length,
        );
        for (const [at, value] of row.entries()) expect(value).toBeCloseTo(means[at], 6);
      }
    }
  });

  test("what the model knew it still knows", async () => {
    const model = await loadModel(folder);
    const question = { ids: [7, 8, model.tokenizer.maskTokenId, 9], positions: [2] };
    const before = await logitsOf(model, question);
    const after = await logitsOf(addWords(model, WORDS), question);
    expect(after).toHaveLength(before.length + WORDS.length);
    for (const [id, logit] of before.entries()) expect(after[id]).toBeCloseTo(logit, 5);
  });

  test.each([[WORDS], [[]]])("the words %j can be told and taken away again", async (words) => {
    const model = await loadModel(folder);
    const extended = addWords(model, words);
    expect(extended.tokenizer.lastWords(words.length)).toEqual(words);
    const { config, parameters, tokenizer } = withoutLastWords(extended, words.length);
    expect(config).toEqual(model.config);
    expect(parameters).toEqual(model.parameters);
    expect(tokenizer.spec).toEqual(model.tokenizer.spec);
  });

  test("the last words are those that were added, and none of none", async () => {
    const { tokenizer } = addWords(await loadModel(folder), WORDS);
    expect(tokenizer.lastWords(WORDS.length)).toEqual(WORDS);
    expect(tokenizer.lastWords(0)).toEqual([]);
  });
});

test("words cannot follow a vocabulary that added tokens follow", async () => {
  const { tokenizer } = await loadModel("test/fixtures/bert-2x32");
  const json = tokenizer.files()["tokenizer.json"] as { added_tokens: object[] };
  const added_tokens = [...json.added_tokens, { id: tokenizer.vocabSize, content: "<new>" }];
  expect(tokenizerFromJson({ ...json, added_tokens }, "f").canAddWords).toBe(false);
});

function rowOf({ shape, data }: Tensor, row: number): number[] {
  const width = shape[1] ?? 1;
  return [...data.subarray(row * width, (row + 1) * width)];
}

async function logitsOf(
  { config, parameters }: Awaited<ReturnType<typeof loadModel>>,
  question: { readonly ids: number[]; readonly positions: number[] },
): Promise<Float32Array> {
  const predictor = await createPredictor(oneThread(), config, parameters);
  const [[logits]] = await predictor.logits([question]);
  await predictor.release();
  return logits;
}
