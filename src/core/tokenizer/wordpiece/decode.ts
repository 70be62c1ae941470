/** Joins tokens to text as Hugging Face's WordPiece decoder does; `cleanup` closes up the space before punctuation. */
export function decodeTokens(tokens: readonly string[], prefix: string, cleanup: boolean): string {
  return tokens
    .map((token, index) => {
      const text = index === 0 ? token : joined(token, prefix);
      return cleanup ? cleanUp(text) : text;
    })
    .join("");
}

function joined(token: string, prefix: string): string {
  return token.startsWith(prefix) ? token.slice(prefix.length) : ` ${token}`;
}

/** Hugging Face's clean-up of one token, in its order. */
function cleanUp(text: string): string {
  return text
    .replaceAll(" .", ".")
    .replaceAll(" ?", "?")
    .replaceAll(" !", "!")
    .replaceAll(" ,", ",")
    .replaceAll(" ' ", "'")
    .replaceAll(" n't", "n't")
    .replaceAll(" 'm", "'m")
    .replaceAll(" do not", " don't")
    .replaceAll(" 's", "'s")
    .replaceAll(" 've", "'ve")
    .replaceAll(" 're", "'re");
}
