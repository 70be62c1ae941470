// Gives a model whole-word tokens for words of the corpus' English that its vocabulary cuts into pieces.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { addWords } from "../src/core/models/addWords";
import { CutWords } from "../src/core/tokenizer/newWords";
import type { Tokenizer } from "../src/core/tokenizer/tokenizer";
import { loadModel, saveModel } from "../src/engine/models/loadModel";
import { cacheFolder } from "./corpus/cache";
import type { Kind } from "./corpus/kinds";
import { readShards } from "./corpus/shards";

const { values } = parseArgs({
  options: {
    from: { type: "string", default: join("models", "base") },
    output: { type: "string", default: cacheFolder("runs", "expanded") as string },
    words: { type: "string", default: "2500" },
  },
});

/** English as it is spoken and written every day, and how much a word in it counts. */
const ENGLISH: Readonly<Partial<Record<Kind, number>>> = {
  sentences: 20,
  examples: 6,
  glosses: 0.3,
  everyday: 0.2,
};
const MIN_COUNT = 10;

function countWords(tokenizer: Tokenizer): CutWords {
  const words = new CutWords(tokenizer);
  for (const [kind, weight] of Object.entries(ENGLISH)) {
    for (const { text } of readShards(kind as Kind, "train"))
      words.add(tokenizer.encode(text, { addSpecialTokens: false, parseSpecialTokens: false }).ids, weight);
  }
  return words;
}

async function main(): Promise<void> {
  const model = await loadModel(values.from);
  const words = countWords(model.tokenizer)
    .best({ maxWords: Number.POSITIVE_INFINITY, minCount: MIN_COUNT })
    .filter((word) => /^[a-z]/.test(word))
    .slice(0, Number(values.words));
  mkdirSync(values.output, { recursive: true });
  const folder = join(values.output, "model");
  await saveModel(folder, addWords(model, words), { replace: true });
  console.log(words.join(" "));
  console.log(`${words.length} words added; the model is in ${folder}`);
}

void main();
