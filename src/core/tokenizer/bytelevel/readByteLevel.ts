import * as v from "valibot";
import { jsonFile } from "../../json/jsonFile";
import { fields, flag, only, plainObject, wholeNumber } from "../../json/schemas";
import { checkTokens, MAX_VOCAB_SIZE, readVocab } from "../checkTokens";
import { tokenizerFault } from "../tokenizerFault";
import type { TokenizerSource } from "../tokenizerFiles";
import { BYTE_CHARACTERS, checkBytes } from "./byteAlphabet";
import { idPairs, readMerges } from "./readMerges";
import {
  decoder,
  normalizer,
  postProcessing,
  postProcessor,
  prefixSpace,
  preTokenizer,
} from "./readPipeline";
import { readRoles } from "./readRoles";
import type { ByteLevelAddedToken, ByteLevelSpec } from "./spec";

const ADDED_TOKEN = fields({
  id: wholeNumber(0, MAX_VOCAB_SIZE),
  content: v.string(),
  special: flag(false),
  single_word: flag(false),
  lstrip: flag(false),
  rstrip: flag(false),
  normalized: flag(true),
});

/**
 * Options that matter only where a byte has no token (`unk_token`, `fuse_unk`, `byte_fallback`) say nothing here. The tokens of
 * a text must always be the same, so there is no dropout; the bytes tell where a word begins, so there are no prefixes.
 */
const FILE = fields({
  model: fields({
    vocab: plainObject,
    merges: v.optional(v.unknown()),
    dropout: v.nullish(v.literal(0)),
    continuing_subword_prefix: only(""),
    end_of_word_suffix: only(""),
    ignore_merges: flag(false),
  }),
  added_tokens: v.nullish(v.array(ADDED_TOKEN), []),
  normalizer,
  pre_tokenizer: preTokenizer,
  post_processor: postProcessor,
  decoder,
});

/** As it is written, with all that is not read. */
const WRITTEN = fields({ post_processor: plainObject });

/** What the `tokenizer.json` and the `tokenizer_config.json` say. Throws a Fault of kind "bad-model" that names the file. */
export function specFromJson({ files, nameOf }: TokenizerSource): ByteLevelSpec {
  const name = nameOf("tokenizer.json");
  const json = jsonFile(files["tokenizer.json"], name);
  const raise = tokenizerFault(name);
  const file = json.read(FILE);
  const vocab = readVocab(file.model.vocab, raise);
  checkBytes(vocab, raise);
  const addedTokens = file.added_tokens.map(toAddedToken).sort((a, b) => a.id - b.id);
  const idOf = checkTokens({ vocab, addedTokens }, raise);
  const { cls, sep, trimOffsets } = postProcessing(file.post_processor, raise);
  return withWordsApart({
    kind: "bytelevel",
    vocab,
    words: [],
    merges: idPairs(readMerges(file.model.merges, raise), vocab, raise),
    addedTokens,
    roles: readRoles({ files, nameOf }, { cls, sep }, idOf),
    nfc: file.normalizer,
    addPrefixSpace: prefixSpace(file.pre_tokenizer, raise),
    ignoreMerges: file.model.ignore_merges,
    trimOffsets,
    postProcessor: json.read(WRITTEN).post_processor,
  });
}

function toAddedToken(token: v.InferOutput<typeof ADDED_TOKEN>): ByteLevelAddedToken {
  const { id, content, special, single_word: singleWord, lstrip, rstrip, normalized } = token;
  return { id, content, special, singleWord, lstrip, rstrip, normalized };
}

/** Takes the words that were added, which no merge makes, and the added tokens before them out of the vocabulary. */
function withWordsApart(spec: ByteLevelSpec): ByteLevelSpec {
  if (!spec.ignoreMerges) return spec;
  const { vocab, merges } = spec;
  const added = new Set(spec.addedTokens.map(({ content }) => content));
  const bytes = new Set(BYTE_CHARACTERS);
  const made = new Set(merges.map(([left, right]) => `${vocab[left]}${vocab[right]}`));
  let end = vocab.length;
  const isWord = (token: string) => !added.has(token) && !bytes.has(token) && !made.has(token);
  while (end > 0 && isWord(vocab[end - 1]!)) end--;
  const words = vocab.slice(end);
  if (words.length === 0) return spec;
  while (end > 0 && added.has(vocab[end - 1]!)) end--;
  return { ...spec, vocab: vocab.slice(0, end), words, ignoreMerges: false };
}
