/** Languages in which a value without quotes is an expression and cannot be the text of a secret. */
const SOURCE_CODE =
  /\.(?:[cm]?[jt]sx?|py|pyi|ipynb|c|h|cc|cpp|cxx|hpp|hh|cs|java|kt|kts|scala|groovy|go|rs|swift|m|mm|rb|php|pl|lua|dart|jl|zig|nim|ex|exs|erl|hs|ml|fs|clj|vue|svelte|td)$/i;

const EXPRESSION = /^[a-z_][\w.+=-]*$/i;

/** Parts of a name: words with or without a capital, runs of capitals. */
const WORDS = /[A-Z]?[a-z]+|[A-Z]+(?![a-z])/g;

/** Random letters and digits fall into shorter pieces than this, names into longer ones. */
const MIN_WORD_LENGTH = 2.6;
const MAX_DIGITS = 0.35;

export function isSourceCode(path: string): boolean {
  return SOURCE_CODE.test(path);
}

/**
 * Whether a value assigned to something called "key" or "token" is a name in source code: without quotes, in a language
 * that needs them, and made of words as names are and random values are not (`AutoTokenizer, Gemma3ForCausalLM`).
 */
export function isCodeIdentifier(path: string, match: string, value: string): boolean {
  if (!isSourceCode(path) || !EXPRESSION.test(value) || isQuoted(match, value)) return false;
  const words = value.match(WORDS) ?? [];
  const letters = words.reduce((sum, word) => sum + word.length, 0);
  const digits = value.replace(/\D/g, "").length;
  return letters >= MIN_WORD_LENGTH * words.length && digits <= MAX_DIGITS * value.length;
}

function isQuoted(match: string, value: string): boolean {
  return /["'`]\s*$/.test(match.slice(0, match.lastIndexOf(value)));
}
