import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { Fault } from "../../../src/core/errors";
import { bytesSource } from "../../../src/core/formats/byteSource";
import { decodeFloat16, encodeFloat16 } from "../../../src/core/formats/float16";
import { readModelWeights } from "../../../src/core/formats/modelWeights";
import { readSafetensors } from "../../../src/core/formats/safetensors";
import { writeSafetensors } from "../../../src/core/formats/writeSafetensors";
import { parseModelConfig } from "../../../src/core/models/configJson";
import { familyOf, type ModelConfig, parameterOf } from "../../../src/core/models/families";
import type { Tensor } from "../../../src/core/tensor";
import { ONE_OF_EACH } from "../../support/families";
import { rejection, safetensorsFile } from "../../support/safetensorsFile";

type Tensors = Map<string, Tensor>;

describe.each(Object.values(ONE_OF_EACH))("a checkpoint of %s", (fixture) => {
  let config: ModelConfig;
  let original: Tensors;
  let expected: Tensors;

  beforeAll(async () => {
    const file = readFileSync(`test/fixtures/${fixture}/model.safetensors`);
    config = parseModelConfig(
      JSON.parse(readFileSync(`test/fixtures/${fixture}/config.json`, "utf8")),
      "config.json",
    );
    original = await readSafetensors(bytesSource("model.safetensors", new Uint8Array(file)));
    expected = await read(original);
  });

  const read = (...shards: Tensors[]) =>
    readModelWeights(
      config,
      shards.map((tensors, i) => bytesSource(`shard-${i}`, Buffer.concat([...writeSafetensors(tensors)]))),
    );
  const renamed = (rename: (name: string) => string) =>
    new Map([...original].map(([name, tensor]) => [rename(name), tensor]));
  const plus = (...extra: [string, Tensor][]) => new Map([...original, ...extra]);
  const without = (name: string) => new Map([...original].filter(([other]) => other !== name));
  const zeros = (...shape: number[]) => ({ shape, data: new Float32Array(shape.reduce((a, b) => a * b, 1)) });
  const wordEmbedding = () => parameterOf(config, "word embedding")!;
  const decoderBias = () => parameterOf(config, "decoder bias")!.name;
  const decoder = () => wordEmbedding().aliases![0];
  const word = () => original.get(wordEmbedding().name)!;
  const refusal = async (...shards: Tensors[]) => {
    const fault = await rejection(read(...shards));
    expect(fault).toBeInstanceOf(Fault);
    return (fault as Fault).message;
  };

  test("without the model's prefix loads equal", async () => {
    expect(await read(renamed((name) => name.replace(`${familyOf(config).prefix}.`, "")))).toEqual(expected);
  });

  test("with gamma and beta loads equal", async () => {
    const old = (name: string) =>
      name.replace(/(norm\.)weight$/i, "$1gamma").replace(/(norm\.)bias$/i, "$1beta");
    expect([...renamed(old).keys()].filter((name) => name.endsWith("gamma")).length).toBeGreaterThan(0);
    expect(await read(renamed(old))).toEqual(expected);
  });

  test("with tied weights, buffers and pre-training heads loads equal", async () => {
    const extra: [string, Tensor][] = [
      [decoder(), word()],
      [`${config.modelType}.embeddings.position_ids`, zeros(1, 64)],
      ["embeddings.position_ids", zeros(1, 64)],
      ["bert.pooler.dense.weight", zeros(32, 32)],
      ["pooler.dense.bias", zeros(32)],
      ["cls.seq_relationship.weight", zeros(2, 32)],
    ];
    expect(await read(plus(...extra))).toEqual(expected);
  });

  test("with only the decoder's name for the word embedding loads equal", async () => {
    const { name } = wordEmbedding();
    expect(await read(renamed((other) => (other === name ? decoder() : other)))).toEqual(expected);
  });

  test("with integer buffers loads equal", async () => {
    const entry = { dtype: "I64", shape: [1, 64], data_offsets: [0, 512] };
    const buffer = safetensorsFile({ "embeddings.position_ids": entry }, 512);
    const model = Buffer.concat([...writeSafetensors(original)]);
    const sources = [bytesSource("buffers", buffer), bytesSource("model", model)];
    expect(await readModelWeights(config, sources)).toEqual(expected);
  });

  test("in shards loads equal", async () => {
    const shards = [0, 1, 2].map((shard) => new Map([...original].filter((_, i) => i % 3 === shard)));
    expect(await read(...shards)).toEqual(expected);
  });

  test("in fp16 loads as its rounded values", async () => {
    const file = Buffer.concat([...writeSafetensors(original, { dtype: "F16" })]);
    const rounded = [...expected].map(([name, { shape, data }]) => [
      name,
      { shape, data: decodeFloat16(encodeFloat16(data)) },
    ]);
    expect([...(await readModelWeights(config, [bytesSource("m", file)]))]).toEqual(rounded);
  });

  test("in bf16 loads as its truncated values", async () => {
    const file = toBfloat16(original);
    const truncated = [...expected].map(([name, { shape, data }]) => [
      name,
      {
        shape,
        data: new Float32Array(new Uint32Array(data).map((_, i) => bitsOf(data)[i] & 0xffff0000).buffer),
      },
    ]);
    expect([...(await readModelWeights(config, [bytesSource("m", file)]))]).toEqual(truncated);
  });

  test("that lacks a weight is refused", async () => {
    const { name } = wordEmbedding();
    expect(await refusal(without(name))).toBe(`shard-0 lacks the weight ${name}.`);
  });

  test("that lacks the head is refused", async () => {
    const head = decoderBias();
    expect(await refusal(without(head))).toMatch(
      `shard-0 lacks ${head}, so it has no masked language model head`,
    );
  });

  test("with a weight of another model is refused", async () => {
    expect(await refusal(plus(["classifier.weight", zeros(2, 32)]))).toBe(
      "shard-0 holds classifier.weight, which this kind of model does not have.",
    );
  });

  test("with another shape is refused", async () => {
    const { name } = wordEmbedding();
    expect(await refusal(plus([name, zeros(32, config.vocabSize)]))).toBe(
      `shard-0: ${name} has the shape [32,${config.vocabSize}], but config.json asks for [${config.vocabSize},32] (${name}).`,
    );
  });

  test("with a decoder that is another weight, though it is said to be tied, is refused", async () => {
    const other = { shape: word().shape, data: word().data.with(7, 1) };
    expect(await refusal(plus([decoder(), other]))).toMatch("by config.json both are the same weight");
  });

  test("with one weight in two shards of different values is refused", async () => {
    const bias = decoderBias();
    const other = { shape: original.get(bias)!.shape, data: original.get(bias)!.data.with(3, 9) };
    expect(await refusal(original, new Map([[bias, other]]))).toMatch(
      `shard-1: ${bias} differs from ${bias}`,
    );
  });
});

const bitsOf = (data: Float32Array) => new Uint32Array(data.buffer, data.byteOffset, data.length);

/** The upper halves of the weights, as a file of BF16. */
function toBfloat16(tensors: Tensors): Uint8Array {
  let end = 0;
  const header: Record<string, unknown> = {};
  const halves: number[] = [];
  for (const [name, { shape, data }] of tensors) {
    header[name] = { dtype: "BF16", shape, data_offsets: [end, end + 2 * data.length] };
    end += 2 * data.length;
    for (const bits of bitsOf(data)) halves.push(bits >>> 16);
  }
  const file = safetensorsFile(header, end);
  file.set(new Uint8Array(Uint16Array.from(halves).buffer), file.length - end);
  return file;
}
