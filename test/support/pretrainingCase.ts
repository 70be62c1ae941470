import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createRandom } from "../../src/core/random";
import { bertSpec, DEFAULT_NORMALIZER, SPECIAL_TOKENS } from "../../src/core/tokenizer/wordpiece/spec";
import { createWordPieceTokenizer } from "../../src/core/tokenizer/wordpiece/wordPieceTokenizer";
import {
  toTokenizerConfig,
  toTokenizerJson,
  toVocabTxt,
} from "../../src/core/tokenizer/wordpiece/writeWordPiece";
import { saveModel } from "../../src/engine/models/loadModel";
import { randomParameters, TINY } from "./tinyModel";

const WORDS = [
  ".",
  "!",
  "?",
  ..."abcdefghijklmnopq".split(""),
  ..."abcdefghijklmno".split("").map((c) => `##${c}`),
];
const SEPARATOR = 3;
const KINDS = { sentences: 0.5, prose: 0.2, python: 0.3 };

/** Writes token files and a model as pre-training reads them, always the same: `tokens/` and `model/` in `folder`. */
export async function writePretrainingCase(folder: string) {
  const spec = bertSpec([...Object.values(SPECIAL_TOKENS), ...WORDS], {
    ...DEFAULT_NORMALIZER,
    lowercase: false,
  });
  const tokens = join(folder, "tokens");
  await mkdir(tokens, { recursive: true });
  await writeFile(join(tokens, "vocab.txt"), toVocabTxt(spec));
  await writeFile(join(tokens, "tokenizer.json"), JSON.stringify(toTokenizerJson(spec)));
  await writeFile(
    join(tokens, "tokenizer_config.json"),
    JSON.stringify(toTokenizerConfig(spec, { modelMaxLength: 64 })),
  );
  for (const [number, kind] of Object.keys(KINDS).entries())
    for (const split of ["train", "heldout"])
      await writeFile(
        join(tokens, `${kind}.${split}.bin`),
        randomText(10 * number + split.length, spec.vocab.length),
      );
  const kinds = Object.fromEntries(Object.entries(KINDS).map(([kind, weight]) => [kind, { weight }]));
  await writeFile(join(tokens, "meta.json"), JSON.stringify({ separator: SEPARATOR, kinds }));
  const config = { ...TINY, vocabSize: spec.vocab.length, maxPositions: 64 };
  const model = { config, parameters: randomParameters(config), tokenizer: createWordPieceTokenizer(spec) };
  await saveModel(join(folder, "model"), model, {});
  return model;
}

/** Documents of a few to a hundred tokens, with sentences of all lengths. */
function randomText(seed: number, vocabSize: number): Uint16Array {
  const random = createRandom(seed);
  return Uint16Array.from({ length: 3000 }, () => {
    if (random.nextFloat() < 0.02) return SEPARATOR;
    return random.nextFloat() < 0.1 ? 5 + random.nextBelow(3) : 5 + random.nextBelow(vocabSize - 5);
  });
}
