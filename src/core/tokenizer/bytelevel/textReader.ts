import { createAddedTokenSplitter } from "./addedTokenSplitter";
import { behindSpace, composed, type NormalizedText, partOf, unchanged } from "./normalizedText";
import type { ByteLevelAddedToken, ByteLevelSpec } from "./spec";

/** What is told of a text, in order. */
export interface TextVisitor {
  /** An added token at text[start, end), with the text that it stands for, the space around that it takes included. */
  onToken(id: number, start: number, end: number, matched: string): void;
  /** A stretch between added tokens: `from` to `to` of normalised text. */
  onStretch(normalized: NormalizedText, from: number, to: number): void;
}

export interface ReadingOptions {
  readonly parseSpecialTokens: boolean;
  readonly addPrefixSpace: boolean;
}

/** Finds added tokens, normalises what lies between them, and finds those in it that are looked for in normalised text. */
export type TextReader = (text: string, options: ReadingOptions, visitor: TextVisitor) => void;

export function createTextReader(spec: ByteLevelSpec): TextReader {
  const normalize = spec.nfc ? composed : unchanged;
  const all = splitters(spec.addedTokens, spec.nfc);
  const ordinary = splitters(
    spec.addedTokens.filter(({ special }) => !special),
    spec.nfc,
  );
  return (text, { parseSpecialTokens, addPrefixSpace }, { onToken, onStretch }) => {
    const { splitRaw, splitNormalized } = parseSpecialTokens ? all : ordinary;
    splitRaw(text, (from, to, id) => {
      if (id !== null) return onToken(id, from, to, text.slice(from, to));
      const stretch = normalize(text, from, to);
      splitNormalized(stretch.text, (start, end, inner) => {
        if (inner !== null)
          onToken(inner, stretch.startOf(start), stretch.endOf(end - 1), stretch.text.slice(start, end));
        else if (addPrefixSpace && stretch.text[start] !== " ") {
          const spaced = behindSpace(partOf(stretch, start, end));
          onStretch(spaced, 0, spaced.text.length);
        } else onStretch(stretch, start, end);
      });
    });
  };
}

function splitters(tokens: readonly ByteLevelAddedToken[], nfc: boolean) {
  const contentOf = ({ content }: ByteLevelAddedToken) => content;
  const normalizedOf = ({ content }: ByteLevelAddedToken) => (nfc ? content.normalize("NFC") : content);
  return {
    splitRaw: createAddedTokenSplitter(
      tokens.filter(({ normalized }) => !normalized),
      contentOf,
    ),
    splitNormalized: createAddedTokenSplitter(
      tokens.filter(({ normalized }) => normalized),
      normalizedOf,
    ),
  };
}
