import { basename, dirname, join } from "node:path";
import { AutoModelForMaskedLM, AutoTokenizer, env, pipeline } from "@huggingface/transformers";
import { describe, expect, it } from "vitest";
import { buildOnnxExport } from "../../../src/core/formats/onnxExport";
import { addWords } from "../../../src/core/models/addWords";
import { parameterOf } from "../../../src/core/models/families";
import { createMaskFiller } from "../../../src/core/prediction/fillMask";
import { buildPredictionGraph, LOGITS } from "../../../src/core/prediction/predictionGraph";
import { createPredictor } from "../../../src/core/prediction/predictor";
import { collate } from "../../../src/core/training/batch";
import { exportModel } from "../../../src/engine/models/exportModel";
import { loadModel, type Model, writable } from "../../../src/engine/models/loadModel";
import { onnxRuntimeBackend } from "../../../src/node/onnxRuntime";
import { writeModelFolder } from "../../../src/node/writeModelFolder";
import { ONE_OF_EACH, REFERENCES, TINY_OF_EACH } from "../../support/families";
import { temporaryFolder } from "../../support/temporaryFolder";
import { randomIds, randomParameters } from "../../support/tinyModel";

/** Those that have a tokenizer. */
const FIXTURES = REFERENCES.filter((name) => name !== "modernbert-4x24-untied");
/** Byte-level models are offered what fits the place, spaces included, and so not the plain best. */
const WORD_PIECES = FIXTURES.filter((name) => /^(distil)?bert/.test(name));
const TEXTS = ["the quick brown [MASK] jumps over the lazy dog", "const value = [MASK]"];
const OPTIONS = { local_files_only: true, dtype: "fp32" } as const;

const at = temporaryFolder();
const backend = onnxRuntimeBackend({ threads: 1 });

const exported = (fixture: string) => exportedFrom(join("test", "fixtures", fixture));

async function exportedFrom(source: string): Promise<{ model: Model; name: string }> {
  const folder = at(`${basename(source)}-exported`);
  await exportModel({ model: source, output: folder, onnx: true });
  const model = await loadModel(source);
  env.allowRemoteModels = false;
  env.localModelPath = dirname(folder);
  return { model, name: basename(folder) };
}

/** Our logits at every position, batch-first, [batch, sequence, vocab]. */
async function ourLogits(
  { config, parameters }: Pick<Model, "config" | "parameters">,
  ids: readonly number[][],
): Promise<number[]> {
  const examples = ids.map((inputIds) => ({
    inputIds,
    positions: [...inputIds.keys()],
    labels: inputIds.map(() => 0),
  }));
  const { feeds, padding, batch, sequence } = collate(examples, config);
  const { label_positions, ...inputs } = feeds;
  const session = await backend.compile(buildPredictionGraph(config, parameters, { padding }));
  const { [LOGITS]: logits } = await session.run(inputs);
  await session.release();
  const rows = Array.from(feeds["masked_positions"].data, Number);
  const result: number[] = [];
  for (let example = 0; example < batch; example++) {
    for (let at = 0; at < sequence; at++) {
      const row = rows.indexOf(at * batch + example);
      const absent = Array<number>(config.vocabSize).fill(Number.NaN);
      result.push(
        ...(row < 0 ? absent : logits.data.slice(row * config.vocabSize, (row + 1) * config.vocabSize)),
      );
    }
  }
  return result;
}

/** The text as their tokenizer takes it, which knows only the model's own mask. */
function withOwnMask(text: string, { tokenizer }: Model): string {
  return text.replace("[MASK]", tokenizer.idToToken(tokenizer.maskTokenId)!);
}

function largestDifference(actual: Float32Array, expected: readonly number[]): number {
  expect(actual.length).toBe(expected.length);
  return expected.reduce(
    (most, value, index) => (Number.isNaN(value) ? most : Math.max(most, Math.abs(value - actual[index]))),
    0,
  );
}

/** Loads an export as others do: the same tokens, and the same logits, padding included. */
async function expectOurs({ model, name }: { model: Model; name: string }, given: readonly string[]) {
  const tokenizer = await AutoTokenizer.from_pretrained(name, OPTIONS);
  const theirs = await AutoModelForMaskedLM.from_pretrained(name, OPTIONS);
  const texts = given.map((text) => withOwnMask(text, model));
  const inputs = tokenizer(texts, { padding: true });
  const { logits } = await theirs(inputs);
  const ids = texts.map((text) => Array.from(model.tokenizer.encode(text).ids));
  expect(texts.map((text) => tokenizer.encode(text))).toEqual(ids);
  expect(new Set(ids.map(({ length }) => length)).size).toBe(2);
  expect(logits.dims).toEqual([2, Math.max(...ids.map(({ length }) => length)), model.config.vocabSize]);
  expect(largestDifference(logits.data, await ourLogits(model, ids))).toBeLessThan(1e-4);
  await theirs.dispose();
}

describe.each(FIXTURES)("the export of %s, loaded by @huggingface/transformers", (fixture) => {
  it("gives our tokens and logits", async () => {
    await expectOurs(await exported(fixture), TEXTS);
  });
});

describe.each(Object.values(ONE_OF_EACH))(
  "%s with new words, loaded by @huggingface/transformers",
  (fixture) => {
    it("gives our tokens and logits", async () => {
      const known = await loadModel(join("test", "fixtures", fixture));
      const space = known.tokenizer.spec.kind === "bytelevel" ? " " : ""; // it is part of their words
      const words = [`${space}zzyzx`, "zxyzz"];
      const model = addWords(known, words);
      await writeModelFolder(at(`${fixture}-words`), writable(model));
      const texts = ["the zzyzx [MASK] over zxyzz, zzyzx", "const zxyzz = [MASK](zzyzx)zxyzz;"];
      for (const text of texts)
        expect(Math.max(...model.tokenizer.encode(text).ids)).toBeGreaterThanOrEqual(
          known.tokenizer.vocabSize,
        );
      await expectOurs(await exportedFrom(at(`${fixture}-words`)), texts);
    });
  },
);

describe.each(WORD_PIECES)("the export of %s in a pipeline of @huggingface/transformers", (fixture) => {
  it("fills a mask with our five best words", async () => {
    const { model, name } = await exported(fixture);
    const fill = await pipeline("fill-mask", name, OPTIONS);
    const predictor = await createPredictor(backend, model.config, model.parameters);
    for (const text of TEXTS) {
      const theirs = (await fill(text, { top_k: 5 })) as {
        token: number;
        score: number;
      }[];
      const [ours] = await createMaskFiller(predictor, model.tokenizer)(text, { topK: 5 });
      expect(theirs.map(({ token }) => token)).toEqual(ours.map(({ token }) => token));
      for (const [rank, { score }] of theirs.entries()) expect(score).toBeCloseTo(ours[rank].score, 5);
    }
    await predictor.release();
    await fill.dispose();
  });
});

describe("buildOnnxExport", () => {
  it.each(Object.values(TINY_OF_EACH))(
    "gives our logits for $modelType, padding included",
    async (config) => {
      const parameters = randomParameters(config);
      const ids = [randomIds(11, 1), randomIds(7, 2)];
      const padded = ids.flatMap((row) => [
        ...row,
        ...Array<number>(11 - row.length).fill(config.padTokenId ?? 0),
      ]);
      const mask = ids.flatMap((row) => Array.from({ length: 11 }, (_, at) => Number(at < row.length)));
      const int64 = (values: readonly number[]) => ({
        shape: [2, 11],
        data: BigInt64Array.from(values, BigInt),
      });
      const model = buildOnnxExport(config, parameters);
      expect(Buffer.from(model).includes("com.microsoft")).toBe(false);
      const session = await backend.compile(model);
      const types = parameterOf(config, "token type embedding") && {
        token_type_ids: int64(mask.map(() => 0)),
      };
      const feeds = { input_ids: int64(padded), attention_mask: int64(mask), ...types };
      const { logits } = await session.run(feeds);
      await session.release();
      expect(logits.shape).toEqual([2, 11, config.vocabSize]);
      expect(largestDifference(logits.data, await ourLogits({ config, parameters }, ids))).toBeLessThan(1e-4);
    },
  );

  it("refuses a model that ONNX cannot hold in one file", async () => {
    const { config } = await loadModel(join("test", "fixtures", "bert-2x32"));
    const huge = { shape: [2 ** 29], data: { byteLength: 2 ** 31 } as Float32Array };
    expect(() => buildOnnxExport(config, new Map([["weight", huge]]))).toThrow(
      "The model's weights take 2.1 GB, but an ONNX file holds 2 GB at most; it cannot be exported.",
    );
  });
});
