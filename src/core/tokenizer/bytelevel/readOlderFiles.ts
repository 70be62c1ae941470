import { jsonFile } from "../../json/jsonFile";
import { fields, flag, plainObject } from "../../json/schemas";
import { checkTokens, readVocab } from "../checkTokens";
import { tokenizerFault } from "../tokenizerFault";
import type { TokenizerSource } from "../tokenizerFiles";
import { checkBytes } from "./byteAlphabet";
import { idPairs, mergesOfText } from "./readMerges";
import { readRoles } from "./readRoles";
import type { ByteLevelAddedToken, ByteLevelSpec } from "./spec";

const [CLS, SEP] = ["<s>", "</s>"];
const SPECIAL_TOKENS = [CLS, "<pad>", SEP, "<unk>", "<mask>"];

/**
 * What a `vocab.json` and a `merges.txt` say, with RoBERTa's settings; undefined where one of them is missing. Throws a Fault
 * of kind "bad-model" that names the file.
 */
export function specFromOlderFiles(source: TokenizerSource): ByteLevelSpec | undefined {
  const { files, nameOf } = source;
  const { "vocab.json": idByToken, "merges.txt": text } = files;
  if (idByToken === undefined || text === undefined) return undefined;
  const raise = tokenizerFault(nameOf("vocab.json"));
  const vocab = readVocab(jsonFile(idByToken, nameOf("vocab.json")).read(plainObject), raise);
  checkBytes(vocab, raise);
  const addedTokens = vocab.flatMap((content, id) =>
    SPECIAL_TOKENS.includes(content) ? [specialToken(id, content)] : [],
  );
  const raiseMerges = tokenizerFault(nameOf("merges.txt"));
  const roles = readRoles(source, { cls: CLS, sep: SEP }, checkTokens({ vocab, addedTokens }, raise));
  const addPrefixSpace = readAddPrefixSpace(source);
  return {
    kind: "bytelevel",
    vocab,
    words: [],
    merges: idPairs(mergesOfText(text, raiseMerges), vocab, raiseMerges),
    addedTokens,
    roles,
    nfc: false,
    addPrefixSpace,
    ignoreMerges: false,
    trimOffsets: { addPrefixSpace },
    postProcessor: {
      type: "RobertaProcessing",
      sep: [SEP, roles.sepTokenId],
      cls: [CLS, roles.clsTokenId],
      trim_offsets: true,
      add_prefix_space: addPrefixSpace,
    },
  };
}

function readAddPrefixSpace({ files, nameOf }: TokenizerSource): boolean {
  const config = jsonFile(files["tokenizer_config.json"] ?? {}, nameOf("tokenizer_config.json"));
  return config.read(fields({ add_prefix_space: flag(false) })).add_prefix_space;
}

function specialToken(id: number, content: string): ByteLevelAddedToken {
  return { id, content, special: true, singleWord: false, lstrip: false, rstrip: false, normalized: false };
}
