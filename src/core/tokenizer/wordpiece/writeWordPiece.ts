import { allTokens, SPECIAL_TOKENS, type WordPieceSpec } from "./spec";

/** The contents of the `tokenizer.json` that Hugging Face's libraries read. */
export function toTokenizerJson(spec: WordPieceSpec): object {
  return {
    version: "1.0",
    truncation: null,
    padding: null,
    added_tokens: spec.addedTokens.map(({ id, content, special }) => ({
      id,
      content,
      single_word: false,
      lstrip: false,
      rstrip: false,
      normalized: false,
      special,
    })),
    normalizer: normalizerJson(spec),
    pre_tokenizer: { type: "BertPreTokenizer" },
    post_processor: templateJson(spec),
    decoder: { type: "WordPiece", prefix: spec.continuingSubwordPrefix, cleanup: spec.cleanup },
    model: {
      type: "WordPiece",
      unk_token: SPECIAL_TOKENS.unk,
      continuing_subword_prefix: spec.continuingSubwordPrefix,
      max_input_chars_per_word: spec.maxInputCharsPerWord,
      vocab: Object.fromEntries(spec.vocab.map((token, id) => [token, id])),
    },
  };
}

/** The contents of `vocab.txt`: one token a line, in order of id. */
export function toVocabTxt(spec: WordPieceSpec): string {
  return spec.vocab.map((token) => `${token}\n`).join("");
}

/**
 * The contents of `tokenizer_config.json`. Transformers' BertTokenizer builds its own normaliser from it, so a
 * tokenizer that it cannot express names the general class, which reads `tokenizer.json` alone.
 */
export function toTokenizerConfig(spec: WordPieceSpec, options: { modelMaxLength?: number } = {}): object {
  const { lowercase, stripAccents, handleChineseChars } = spec.normalizer;
  return {
    tokenizer_class: isBertTokenizer(spec) ? "BertTokenizer" : "PreTrainedTokenizerFast",
    do_lower_case: lowercase,
    strip_accents: stripAccents,
    tokenize_chinese_chars: handleChineseChars,
    ...(options.modelMaxLength === undefined ? {} : { model_max_length: options.modelMaxLength }),
    pad_token: SPECIAL_TOKENS.pad,
    unk_token: SPECIAL_TOKENS.unk,
    cls_token: SPECIAL_TOKENS.cls,
    sep_token: SPECIAL_TOKENS.sep,
    mask_token: SPECIAL_TOKENS.mask,
  };
}

function isBertTokenizer(spec: WordPieceSpec): boolean {
  return (
    spec.normalizer.cleanText &&
    spec.continuingSubwordPrefix === "##" &&
    spec.maxInputCharsPerWord === 100 &&
    spec.cleanup
  );
}

function normalizerJson({ normalizer }: WordPieceSpec): object {
  return {
    type: "BertNormalizer",
    clean_text: normalizer.cleanText,
    handle_chinese_chars: normalizer.handleChineseChars,
    strip_accents: normalizer.stripAccents,
    lowercase: normalizer.lowercase,
  };
}

/** [CLS] A [SEP], and [CLS] A [SEP] B [SEP] for pairs. */
function templateJson(spec: WordPieceSpec): object {
  const { cls, sep } = SPECIAL_TOKENS;
  const special = (id: string, type_id: number) => ({ SpecialToken: { id, type_id } });
  const sequence = (id: string, type_id: number) => ({ Sequence: { id, type_id } });
  const single = [special(cls, 0), sequence("A", 0), special(sep, 0)];
  return {
    type: "TemplateProcessing",
    single,
    pair: [...single, sequence("B", 1), special(sep, 1)],
    special_tokens: Object.fromEntries(
      [cls, sep].map((id) => [id, { id, ids: [allTokens(spec).indexOf(id)], tokens: [id] }]),
    ),
  };
}
