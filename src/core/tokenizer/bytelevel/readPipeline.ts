import type { Reader } from "../jsonReader";
import type { ByteLevelSpec } from "./spec";

/** Whether the text is normalised, by NFC. */
export function readNormalizer(file: Reader): boolean {
  const steps = stepsOf(file.optionalObject("normalizer"), "normalizers");
  for (const step of steps) step.oneOf("type", ["NFC"]);
  return steps.length > 0;
}

/** Whether a space is put before the text. */
export function readPreTokenizer(file: Reader): boolean {
  const [step, ...more] = stepsOf(file.object("pre_tokenizer"), "pretokenizers");
  for (const other of more) throw other.fault('ByteLevel must be the only step of "pre_tokenizer"');
  if (step === undefined) throw file.fault('"pre_tokenizer" must have a step');
  step.oneOf("type", ["ByteLevel"]);
  if (!step.boolean("use_regex", true)) throw step.fault('"use_regex" must be true');
  return step.boolean("add_prefix_space", true);
}

export function checkDecoder(file: Reader): void {
  file.optionalObject("decoder")?.oneOf("type", ["ByteLevel"]);
}

/** What is put around a text, by the tokens' names, and what becomes of the tokens' places. */
export interface PostProcessing extends Pick<ByteLevelSpec, "postProcessor" | "trimOffsets"> {
  readonly cls: string;
  readonly sep: string;
}

const PROCESSORS = ["ByteLevel", "RobertaProcessing", "BertProcessing", "TemplateProcessing"];

export function readPostProcessor(file: Reader): PostProcessing {
  let around: readonly [cls: string, sep: string] | undefined;
  let trimOffsets: ByteLevelSpec["trimOffsets"] = null;
  for (const step of stepsOf(file.optionalObject("post_processor"), "processors")) {
    const type = step.oneOf("type", PROCESSORS);
    if (type === "TemplateProcessing") around = readTemplate(step);
    else if (type !== "ByteLevel") around = [readToken(step, "cls"), readToken(step, "sep")];
    const trims = type === "ByteLevel" || type === "RobertaProcessing";
    if (trims && step.boolean("trim_offsets", true))
      trimOffsets = { addPrefixSpace: step.boolean("add_prefix_space", true) };
  }
  if (around === undefined)
    throw file.fault('"post_processor" must put one token before a text and one behind it');
  const [cls, sep] = around;
  return { postProcessor: file.plainObject("post_processor"), cls, sep, trimOffsets };
}

/** The token of a pair of a token and its id. */
function readToken(processor: Reader, key: string): string {
  const pair = processor.value(key);
  if (Array.isArray(pair) && typeof pair[0] === "string") return pair[0];
  throw processor.fault(`"${key}" must be a token and its id`);
}

function readTemplate(processor: Reader): readonly [string, string] {
  const parts = processor.objects("single").map((part) => part.optionalObject("SpecialToken")?.string("id"));
  const [cls, text, sep, ...more] = parts;
  if (cls !== undefined && parts.length === 3 && text === undefined && sep !== undefined && more.length === 0)
    return [cls, sep];
  throw processor.fault('"single" must be one token, the text, one token');
}

/** The steps of a part of a tokenizer: those of a sequence, however it is nested, or it alone; none where it is missing. */
function stepsOf(part: Reader | undefined, key: string): Reader[] {
  if (part === undefined) return [];
  if (part.value("type") !== "Sequence") return [part];
  return part.objects(key).flatMap((step) => stepsOf(step, key));
}
