import type { TokenizerFileOptions } from "../tokenizer";
import { allTokens, type ByteLevelSpec } from "./spec";

/**
 * The contents of the `tokenizer.json` that Hugging Face's libraries read. With words that were added, `ignore_merges` has them
 * take these whole; their ids are kept by listing the added tokens before them in the vocabulary, too.
 */
export function toTokenizerJson(spec: ByteLevelSpec): object {
  const hasWords = spec.words.length > 0;
  const tokens = allTokens(spec);
  const vocab = hasWords ? tokens : spec.vocab;
  return {
    version: "1.0",
    truncation: null,
    padding: null,
    added_tokens: spec.addedTokens.map((token) => ({
      id: token.id,
      content: token.content,
      single_word: token.singleWord,
      lstrip: token.lstrip,
      rstrip: token.rstrip,
      normalized: token.normalized,
      special: token.special,
    })),
    normalizer: spec.nfc ? { type: "NFC" } : null,
    pre_tokenizer: byteLevel(spec.addPrefixSpace),
    post_processor: spec.postProcessor,
    decoder: byteLevel(true),
    model: {
      type: "BPE",
      dropout: null,
      unk_token: null,
      continuing_subword_prefix: null,
      end_of_word_suffix: null,
      fuse_unk: false,
      byte_fallback: false,
      ignore_merges: spec.ignoreMerges || hasWords,
      vocab: Object.fromEntries(vocab.map((token, id) => [token, id])),
      merges: spec.merges.map(([left, right]) => [tokens[left], tokens[right]]),
    },
  };
}

function byteLevel(addPrefixSpace: boolean): object {
  return { type: "ByteLevel", add_prefix_space: addPrefixSpace, trim_offsets: true, use_regex: true };
}

/**
 * The contents of `tokenizer_config.json`. The general class reads `tokenizer.json` as it is, where RoBERTa's own makes a
 * tokenizer of its vocabulary and its merges alone.
 */
export function toTokenizerConfig(spec: ByteLevelSpec, { modelMaxLength }: TokenizerFileOptions): object {
  const tokens = allTokens(spec);
  const { padTokenId, unkTokenId, clsTokenId, sepTokenId, maskTokenId } = spec.roles;
  return {
    tokenizer_class: "PreTrainedTokenizerFast",
    add_prefix_space: spec.addPrefixSpace,
    clean_up_tokenization_spaces: false,
    ...(modelMaxLength === undefined ? {} : { model_max_length: modelMaxLength }),
    model_input_names: ["input_ids", "attention_mask"],
    pad_token: tokens[padTokenId],
    ...(unkTokenId >= 0 && { unk_token: tokens[unkTokenId] }),
    cls_token: tokens[clsTokenId],
    sep_token: tokens[sepTokenId],
    mask_token: tokens[maskTokenId],
  };
}
