import * as v from "valibot";
import { jsonFile } from "../../json/jsonFile";
import { fields } from "../../json/schemas";
import { type Sentence, sentence } from "../../sentence";
import type { SpecialTokenIds } from "../tokenizer";
import { tokenizerFault } from "../tokenizerFault";
import type { TokenizerSource } from "../tokenizerFiles";

/** Names by which models call these tokens where nothing says so: RoBERTa's, then BERT's. */
const USUAL = { pad: ["<pad>", "[PAD]"], unk: ["<unk>", "[UNK]"], mask: ["<mask>", "[MASK]"] } as const;

/** A token is written as its content, or as an object that has it. */
const token = v.nullish(
  v.union([
    v.string(),
    v.pipe(
      fields({ content: v.string() }),
      v.transform(({ content }) => content),
    ),
  ]),
);
const CONFIG = fields({ pad_token: token, unk_token: token, mask_token: token });

/** Which token is for what: `tokenizer_config.json` says so, else the usual names. */
export function readRoles(
  { files, nameOf }: TokenizerSource,
  { cls, sep }: { readonly cls: string; readonly sep: string },
  idOf: ReadonlyMap<string, number>,
): SpecialTokenIds {
  const name = nameOf("tokenizer_config.json");
  const config = jsonFile(files["tokenizer_config.json"] ?? {}, name).read(CONFIG);
  const optional = (role: keyof typeof USUAL) => {
    const token = config[`${role}_token`] ?? USUAL[role].find((name) => idOf.has(name));
    return token === undefined ? undefined : idOf.get(token);
  };
  const required = (id: number | undefined, role: Sentence) => {
    if (id !== undefined) return id;
    throw tokenizerFault(name)(sentence`the vocabulary has no token for ${role}`);
  };
  return {
    padTokenId: required(optional("pad"), sentence`padding`),
    unkTokenId: optional("unk") ?? -1,
    clsTokenId: required(idOf.get(cls), sentence`the beginning of a text`),
    sepTokenId: required(idOf.get(sep), sentence`the end of a text`),
    maskTokenId: required(optional("mask"), sentence`the mask`),
  };
}
