import * as v from "valibot";
import { jsonFile } from "../../json/jsonFile";
import { fields, flag, integer, only, plainObject, wholeNumber } from "../../json/schemas";
import { sentence } from "../../sentence";
import { checkTokens, MAX_VOCAB_SIZE, readVocab } from "../checkTokens";
import { tokenizerFault } from "../tokenizerFault";
import type { NormalizerOptions } from "./normalizer";
import { bertSpec, DEFAULT_NORMALIZER, SPECIAL_TOKENS, type WordPieceSpec } from "./spec";

const MAX_WORD_CHARS = 10_000;

const stripAccents = v.nullish(v.boolean(), null);

const NORMALIZER = fields({
  type: v.literal("BertNormalizer"),
  clean_text: flag(true),
  handle_chinese_chars: flag(true),
  strip_accents: stripAccents,
  lowercase: flag(true),
});

const ADDED_TOKEN = fields({
  id: wholeNumber(0, MAX_VOCAB_SIZE),
  content: v.string(),
  special: flag(false),
  single_word: only(false),
  lstrip: only(false),
  rstrip: only(false),
  normalized: only(false),
});

const templatePart = v.nullish(fields({ id: v.string() }));
const TEMPLATE = v.nullish(v.array(fields({ SpecialToken: templatePart, Sequence: templatePart })), []);

const FILE = fields({
  model: fields({
    type: only("WordPiece"),
    unk_token: only(SPECIAL_TOKENS.unk),
    vocab: plainObject,
    continuing_subword_prefix: v.nullish(v.pipe(v.string(), v.nonEmpty()), "##"),
    max_input_chars_per_word: integer(100, 1, MAX_WORD_CHARS),
  }),
  added_tokens: v.nullish(v.array(ADDED_TOKEN), []),
  normalizer: v.nullish(NORMALIZER),
  pre_tokenizer: fields({ type: v.literal("BertPreTokenizer") }),
  post_processor: v.nullish(
    fields({ type: v.picklist(["TemplateProcessing", "BertProcessing"]), single: TEMPLATE }),
  ),
  decoder: v.nullish(fields({ type: v.literal("WordPiece"), cleanup: flag(true) })),
});

const CONFIG = fields({
  tokenize_chinese_chars: flag(true),
  strip_accents: stripAccents,
  do_lower_case: flag(true),
});

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
  const config = jsonFile(json, source).read(CONFIG);
  return {
    cleanText: true,
    handleChineseChars: config.tokenize_chinese_chars,
    stripAccents: config.strip_accents,
    lowercase: config.do_lower_case,
  };
}

/** What a parsed `tokenizer.json` says. Throws a Fault of kind "bad-model" that names `source`. */
export function specFromJson(json: unknown, source: string): WordPieceSpec {
  const { model, ...file } = jsonFile(json, source).read(FILE);
  checkTemplate(file.post_processor, source);
  const spec: WordPieceSpec = {
    kind: "wordpiece",
    vocab: readVocab(model.vocab, tokenizerFault(source)),
    addedTokens: file.added_tokens
      .map(({ id, content, special }) => ({ id, content, special }))
      .sort((a, b) => a.id - b.id),
    normalizer: toNormalizer(file.normalizer),
    continuingSubwordPrefix: model.continuing_subword_prefix,
    maxInputCharsPerWord: model.max_input_chars_per_word,
    cleanup: file.decoder?.cleanup ?? true,
  };
  return checked(spec, source);
}

function toNormalizer(normalizer: v.InferOutput<typeof NORMALIZER> | null | undefined): NormalizerOptions {
  if (!normalizer) {
    return { cleanText: false, handleChineseChars: false, stripAccents: false, lowercase: false };
  }
  return {
    cleanText: normalizer.clean_text,
    handleChineseChars: normalizer.handle_chinese_chars,
    stripAccents: normalizer.strip_accents,
    lowercase: normalizer.lowercase,
  };
}

/** Encoding puts [CLS] before and [SEP] after a text; a file that asks for something else is not BERT's. */
function checkTemplate(processor: v.InferOutput<typeof FILE>["post_processor"], source: string): void {
  if (processor?.type !== "TemplateProcessing") return;
  const single = processor.single.map(({ SpecialToken, Sequence }) => (SpecialToken ?? Sequence)?.id);
  if (single.join(" ") !== `${SPECIAL_TOKENS.cls} A ${SPECIAL_TOKENS.sep}`) {
    throw tokenizerFault(source)(sentence`"single" of its "post_processor" must be [CLS], the text, [SEP]`);
  }
}

/** Checks what both kinds of file can get wrong. */
function checked(spec: WordPieceSpec, source: string): WordPieceSpec {
  const raise = tokenizerFault(source);
  const missing = (token: string) => raise(sentence`its vocabulary has no ${token} token, which BERT needs`);
  if (!spec.vocab.includes(SPECIAL_TOKENS.unk)) throw missing(SPECIAL_TOKENS.unk);
  const idOf = checkTokens(spec, raise);
  for (const token of Object.values(SPECIAL_TOKENS)) if (!idOf.has(token)) throw missing(token);
  return spec;
}
