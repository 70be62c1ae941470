import { checkTokens, MAX_VOCAB_SIZE, readVocab } from "../checkTokens";
import { jsonReader, type Reader } from "../jsonReader";
import type { TokenizerSource } from "../tokenizerFiles";
import { BYTE_CHARACTERS, checkBytes } from "./byteAlphabet";
import { idPairs, readMerges } from "./readMerges";
import { checkDecoder, readNormalizer, readPostProcessor, readPreTokenizer } from "./readPipeline";
import { readRoles } from "./readRoles";
import type { ByteLevelAddedToken, ByteLevelSpec } from "./spec";

/** What the `tokenizer.json` and the `tokenizer_config.json` say. Throws a Fault of kind "bad-model" that names the file. */
export function specFromJson({ files, nameOf }: TokenizerSource): ByteLevelSpec {
  const name = nameOf("tokenizer.json");
  const file = jsonReader(name).object(files["tokenizer.json"], "the file");
  const model = file.object("model");
  checkModel(model);
  const vocab = readVocab(model);
  checkBytes(vocab, model.fault);
  const addedTokens = readAddedTokens(file);
  const idOf = checkTokens({ vocab, addedTokens }, file.fault);
  const merges = readMerges(model.value("merges"), model.fault);
  const { postProcessor, cls, sep, trimOffsets } = readPostProcessor(file);
  checkDecoder(file);
  return withWordsApart({
    kind: "bytelevel",
    vocab,
    words: [],
    merges: idPairs(merges, vocab, model.fault),
    addedTokens,
    roles: readRoles({ files, nameOf }, { cls, sep }, idOf),
    nfc: readNormalizer(file),
    addPrefixSpace: readPreTokenizer(file),
    ignoreMerges: model.boolean("ignore_merges", false),
    trimOffsets,
    postProcessor,
  });
}

/** Options that matter only where a byte has no token (`unk_token`, `fuse_unk`, `byte_fallback`) say nothing here. */
function checkModel(model: Reader): void {
  if (Number(model.value("dropout") ?? 0) !== 0)
    throw model.fault('"dropout" must be null: the tokens of a text must always be the same');
  for (const key of ["continuing_subword_prefix", "end_of_word_suffix"])
    if ((model.value(key) ?? "") !== "")
      throw model.fault(`"${key}" must be null, as the bytes tell where a word begins`);
}

function readAddedTokens(file: Reader): ByteLevelAddedToken[] {
  const tokens = file.objects("added_tokens").map((token) => ({
    id: token.integer("id", undefined, 0, MAX_VOCAB_SIZE),
    content: token.string("content"),
    special: token.boolean("special", false),
    singleWord: token.boolean("single_word", false),
    lstrip: token.boolean("lstrip", false),
    rstrip: token.boolean("rstrip", false),
    normalized: token.boolean("normalized", true),
  }));
  return tokens.sort((a, b) => a.id - b.id);
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
