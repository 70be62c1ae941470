import { jsonReader, type Reader } from "../jsonReader";
import type { SpecialTokenIds } from "../tokenizer";
import type { TokenizerSource } from "../tokenizerFiles";

/** Names by which models call these tokens where nothing says so: RoBERTa's, then BERT's. */
const USUAL = { pad: ["<pad>", "[PAD]"], unk: ["<unk>", "[UNK]"], mask: ["<mask>", "[MASK]"] } as const;

/** Which token is for what: `tokenizer_config.json` says so, else the usual names. */
export function readRoles(
  { files, nameOf }: TokenizerSource,
  { cls, sep }: { readonly cls: string; readonly sep: string },
  idOf: ReadonlyMap<string, number>,
): SpecialTokenIds {
  const { fault, object } = jsonReader(nameOf("tokenizer_config.json"));
  const config = object(files["tokenizer_config.json"] ?? {}, "the file");
  const optional = (role: keyof typeof USUAL) => {
    const named = tokenNamed(config, `${role}_token`);
    const token = named ?? USUAL[role].find((name) => idOf.has(name));
    return token === undefined ? undefined : idOf.get(token);
  };
  const required = (id: number | undefined, role: string) => {
    if (id !== undefined) return id;
    throw fault(`the vocabulary has no token for ${role}`);
  };
  return {
    padTokenId: required(optional("pad"), "padding"),
    unkTokenId: optional("unk") ?? -1,
    clsTokenId: required(idOf.get(cls), "the beginning of a text"),
    sepTokenId: required(idOf.get(sep), "the end of a text"),
    maskTokenId: required(optional("mask"), "the mask"),
  };
}

/** A token is written as its content, or as an object that has it. */
function tokenNamed(config: Reader, key: string): string | undefined {
  const value = config.value(key);
  if (value === undefined || value === null) return undefined;
  return typeof value === "string" ? value : config.object(key).string("content");
}
