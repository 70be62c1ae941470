/** Languages in which a value without quotes is an expression and cannot be the text of a secret. */
const SOURCE_CODE =
  /\.(?:[cm]?[jt]sx?|py|pyi|ipynb|c|h|cc|cpp|cxx|hpp|hh|cs|java|kt|kts|scala|groovy|go|rs|swift|m|mm|rb|php|pl|lua|dart|jl|zig|nim|ex|exs|erl|hs|ml|fs|clj|vue|svelte|td)$/i;

export function isSourceCode(path: string): boolean {
  return SOURCE_CODE.test(path);
}
