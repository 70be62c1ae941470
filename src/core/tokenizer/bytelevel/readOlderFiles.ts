import { checkTokens, readVocab } from "../checkTokens";
import { jsonReader } from "../jsonReader";
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
  const { object, fault } = jsonReader(nameOf("vocab.json"));
  const vocab = readVocab(object({ vocab: idByToken }, "the file"));
  checkBytes(vocab, fault);
  const addedTokens = vocab.flatMap((content, id) =>
    SPECIAL_TOKENS.includes(content) ? [specialToken(id, content)] : [],
  );
  const merges = jsonReader(nameOf("merges.txt"));
  const roles = readRoles(source, { cls: CLS, sep: SEP }, checkTokens({ vocab, addedTokens }, fault));
  const addPrefixSpace = readAddPrefixSpace(source);
  return {
    kind: "bytelevel",
    vocab,
    words: [],
    merges: idPairs(mergesOfText(text, merges.fault), vocab, merges.fault),
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
  const { object } = jsonReader(nameOf("tokenizer_config.json"));
  return object(files["tokenizer_config.json"] ?? {}, "the file").boolean("add_prefix_space", false);
}

function specialToken(id: number, content: string): ByteLevelAddedToken {
  return { id, content, special: true, singleWord: false, lstrip: false, rstrip: false, normalized: false };
}
