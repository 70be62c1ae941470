import * as v from "valibot";
import { Fault } from "../errors";
import { jsonFile } from "../json/jsonFile";
import { fields } from "../json/schemas";
import { sentence } from "../sentence";
import { createTokenizer, TOKENIZER_KINDS, type TokenizerKind, type TokenizerSpec } from "./kinds";
import type { Tokenizer, TokenizerOptions } from "./tokenizer";
import type { TokenizerSource } from "./tokenizerFiles";

const KINDS: readonly TokenizerKind<TokenizerSpec>[] = Object.values(TOKENIZER_KINDS);
const FILE = fields({
  model: fields({
    type: v.nullish(v.picklist(KINDS.map(({ modelType }) => modelType))),
    merges: v.optional(v.unknown()),
  }),
});

/**
 * The tokenizer of the model in `folder`. Throws a Fault of kind "bad-model" that names the file that is wrong, or the folder
 * where files are missing.
 */
export function readTokenizer(source: TokenizerSource, folder: string): Tokenizer {
  return createTokenizer(specOf(source, folder));
}

/** A tokenizer from a parsed `tokenizer.json` alone. Throws a Fault of kind "bad-model" that names `name`. */
export function tokenizerFromJson(json: unknown, name: string, options?: TokenizerOptions): Tokenizer {
  const source = { files: { "tokenizer.json": json }, nameOf: () => name };
  return createTokenizer(specFromJson(source), options);
}

function specOf(source: TokenizerSource, folder: string): TokenizerSpec {
  if (source.files["tokenizer.json"] !== undefined) return specFromJson(source);
  for (const kind of KINDS) {
    const spec = kind.fromOlderFiles(source);
    if (spec !== undefined) return spec;
  }
  const older = KINDS.map(({ olderFiles }) => olderFiles).join(", ");
  throw new Fault(
    "bad-model",
    sentence`${folder} has neither tokenizer.json nor ${older}; copy one of them from the original model.`,
  );
}

function specFromJson(source: TokenizerSource): TokenizerSpec {
  const name = source.nameOf("tokenizer.json");
  const { model } = jsonFile(source.files["tokenizer.json"], name).read(FILE);
  const type = model.type ?? typeOf(model.merges);
  return KINDS.find(({ modelType }) => modelType === type)!.fromTokenizerJson(source);
}

/** Older files do not name the type. */
function typeOf(merges: unknown): string {
  return merges === undefined ? TOKENIZER_KINDS.wordpiece.modelType : TOKENIZER_KINDS.bytelevel.modelType;
}
