// Writes the model that pre-training starts from: start [output folder] [layers] [hidden size] [heads]
import { readFileSync } from "node:fs";
import type { ModelConfig } from "../src/core/models/config";
import { initialParameters, startFromCounts } from "../src/core/models/initialize";
import { writeModelFolder } from "../src/node/writeModelFolder";
import { cacheFolder } from "./corpus/cache";
import { KINDS, MIXTURE } from "./corpus/kinds";
import { seededRandom } from "./corpus/random";
import { Cooccurrence } from "./start/cooccurrence";
import { truncatedSvd } from "./start/truncatedSvd";

const SEED = 1;
const SAMPLE_TOKENS = 12_000_000;
const EMBEDDING_STD = 0.03;
const WORD_EMBEDDINGS = "bert.embeddings.word_embeddings.weight";

interface TokenMeta {
  readonly vocabSize: number;
  readonly separator: number;
}

/** The first tokens of each kind, in the mixture's shares. */
function sample(): Uint16Array[] {
  return KINDS.map((kind) => {
    const bytes = readFileSync(cacheFolder("tokens", `${kind}.train.bin`));
    const ids = new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.length / 2);
    return ids.subarray(0, Math.round(MIXTURE[kind] * SAMPLE_TOKENS));
  });
}

/** Word embeddings [vocabSize, hiddenSize]: eigenvectors of positive PMI by the root of their value, scaled. */
function wordEmbeddings(streams: readonly Uint16Array[], meta: TokenMeta, hiddenSize: number): Float32Array {
  const cooccurrence = new Cooccurrence(meta.vocabSize);
  for (const ids of streams) cooccurrence.add(ids, meta.separator);
  const { vectors, values } = truncatedSvd(cooccurrence.positivePmi(), hiddenSize, seededRandom(SEED));
  const scaled = vectors.map((value, at) => value * Math.sqrt(Math.abs(values[at % hiddenSize]!)));
  const meanSquare = scaled.reduce((sum, value) => sum + value * value, 0) / scaled.length;
  return scaled.map((value) => (value * EMBEDDING_STD) / Math.sqrt(meanSquare));
}

function configOf(vocabSize: number, layers: number, hiddenSize: number, heads: number): ModelConfig {
  return {
    modelType: "bert",
    vocabSize,
    hiddenSize,
    numHiddenLayers: layers,
    numAttentionHeads: heads,
    intermediateSize: 4 * hiddenSize,
    hiddenAct: "gelu",
    maxPositionEmbeddings: 512,
    typeVocabSize: 2,
    layerNormEps: 1e-12,
    hiddenDropoutProb: 0.1,
    attentionProbsDropoutProb: 0.1,
    padTokenId: 0,
    initializerRange: 0.02,
  };
}

function countTokens(streams: readonly Uint16Array[], vocabSize: number): Float64Array {
  const counts = new Float64Array(vocabSize);
  for (const ids of streams) for (const id of ids) counts[id]!++;
  return counts;
}

async function main(): Promise<void> {
  const [folder = cacheFolder("start"), layers = "4", hiddenSize = "256", heads = "4"] =
    process.argv.slice(2);
  const meta = JSON.parse(readFileSync(cacheFolder("tokens", "meta.json"), "utf8")) as TokenMeta;
  const config = configOf(meta.vocabSize, Number(layers), Number(hiddenSize), Number(heads));
  const streams = sample();
  const parameters = initialParameters(config, SEED);
  startFromCounts(config, parameters, countTokens(streams, meta.vocabSize));
  parameters.get(WORD_EMBEDDINGS)!.data.set(wordEmbeddings(streams, meta, config.hiddenSize));
  const text = (name: string): string => readFileSync(cacheFolder("tokens", name), "utf8");
  const tokenizerFiles = {
    "vocab.txt": text("vocab.txt"),
    "tokenizer.json": text("tokenizer.json"),
    "tokenizer_config.json": text("tokenizer_config.json"),
  };
  await writeModelFolder(folder, { config, parameters, tokenizerFiles }, { replace: true });
  console.log(`The starting model is in ${folder}.`);
}

void main();
