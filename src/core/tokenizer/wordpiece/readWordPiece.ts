import type { AddedToken } from "../addedTokens";
import { checkTokens, MAX_VOCAB_SIZE, readVocab } from "../checkTokens";
import { jsonReader, type Reader } from "../jsonReader";
import type { NormalizerOptions } from "./normalizer";
import { bertSpec, DEFAULT_NORMALIZER, SPECIAL_TOKENS, type WordPieceSpec } from "./spec";

const MAX_WORD_CHARS = 10_000;

/**
 * What a `vocab.txt` says, one token a line, with BERT's settings. Throws a Fault of kind "bad-model" that names `source`.
 */
export function specFromVocabTxt(
  text: string,
  normalizer: Partial<NormalizerOptions>,
  source: string,
): WordPieceSpec {
  const vocab = text.replace(/^\ufeff/, "").split(/\r\n|\r|\n/);
  if (vocab.at(-1) === "") vocab.pop();
  return checked(bertSpec(vocab, { ...DEFAULT_NORMALIZER, ...normalizer }), source);
}

/** The normaliser's settings in a parsed `tokenizer_config.json`; what it does not say is as in BERT. */
export function normalizerFromConfig(json: unknown, source: string): NormalizerOptions {
  const config = jsonReader(source).object(json, "the file");
  return {
    cleanText: true,
    handleChineseChars: config.boolean("tokenize_chinese_chars", true),
    stripAccents: config.value("strip_accents") == null ? null : config.boolean("strip_accents", false),
    lowercase: config.boolean("do_lower_case", true),
  };
}

/** What a parsed `tokenizer.json` says. Throws a Fault of kind "bad-model" that names `source`. */
export function specFromJson(json: unknown, source: string): WordPieceSpec {
  const file = jsonReader(source).object(json, "the file");
  const model = file.object("model");
  model.oneOf("type", ["WordPiece"], "WordPiece");
  if (model.string("unk_token", SPECIAL_TOKENS.unk) !== SPECIAL_TOKENS.unk) {
    throw model.fault('"unk_token" must be "[UNK]"');
  }
  file.object("pre_tokenizer").oneOf("type", ["BertPreTokenizer"]);
  checkTemplate(file);
  const decoder = file.optionalObject("decoder");
  decoder?.oneOf("type", ["WordPiece"]);
  const spec: WordPieceSpec = {
    kind: "wordpiece",
    vocab: readVocab(model),
    addedTokens: readAddedTokens(file),
    normalizer: readNormalizer(file),
    continuingSubwordPrefix: readPrefix(model),
    maxInputCharsPerWord: model.integer("max_input_chars_per_word", 100, 1, MAX_WORD_CHARS),
    cleanup: decoder?.boolean("cleanup", true) ?? true,
  };
  return checked(spec, source);
}

function readPrefix(model: Reader): string {
  const prefix = model.string("continuing_subword_prefix", "##");
  if (prefix === "") throw model.fault('"continuing_subword_prefix" must not be empty');
  return prefix;
}

function readNormalizer(file: Reader): NormalizerOptions {
  const normalizer = file.optionalObject("normalizer");
  if (!normalizer) {
    return { cleanText: false, handleChineseChars: false, stripAccents: false, lowercase: false };
  }
  normalizer.oneOf("type", ["BertNormalizer"]);
  const strip = normalizer.value("strip_accents");
  return {
    cleanText: normalizer.boolean("clean_text", true),
    handleChineseChars: normalizer.boolean("handle_chinese_chars", true),
    stripAccents: strip == null ? null : normalizer.boolean("strip_accents", false),
    lowercase: normalizer.boolean("lowercase", true),
  };
}

function readAddedTokens(file: Reader): AddedToken[] {
  const tokens = file.objects("added_tokens").map((token) => {
    for (const flag of ["single_word", "lstrip", "rstrip", "normalized"]) {
      if (token.boolean(flag, false)) throw token.fault(`an added token with "${flag}" is not supported`);
    }
    return {
      id: token.integer("id", undefined, 0, MAX_VOCAB_SIZE),
      content: token.string("content"),
      special: token.boolean("special", false),
    };
  });
  return tokens.sort((a, b) => a.id - b.id);
}

/** Encoding puts [CLS] before and [SEP] after a text; a file that asks for something else is not BERT's. */
function checkTemplate(file: Reader): void {
  const processor = file.optionalObject("post_processor");
  if (!processor) return;
  if (processor.oneOf("type", ["TemplateProcessing", "BertProcessing"]) === "BertProcessing") return;
  const single = processor.objects("single").map((part) => {
    const special = part.optionalObject("SpecialToken");
    return (special ?? part.object("Sequence")).string("id");
  });
  if (single.join(" ") !== `${SPECIAL_TOKENS.cls} A ${SPECIAL_TOKENS.sep}`) {
    throw processor.fault('"single" must be [CLS], the text, [SEP]');
  }
}

/** Checks what both kinds of file can get wrong. */
function checked(spec: WordPieceSpec, source: string): WordPieceSpec {
  const { fault } = jsonReader(source);
  const missing = (token: string) => fault(`its vocabulary has no ${token} token, which BERT needs`);
  if (!spec.vocab.includes(SPECIAL_TOKENS.unk)) throw missing(SPECIAL_TOKENS.unk);
  const idOf = checkTokens(spec, fault);
  for (const token of Object.values(SPECIAL_TOKENS)) if (!idOf.has(token)) throw missing(token);
  return spec;
}
