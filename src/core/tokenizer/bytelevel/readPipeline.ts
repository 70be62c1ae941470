import * as v from "valibot";
import { fields, flag, only } from "../../json/schemas";
import { sentence } from "../../sentence";
import type { RaiseTokenizerFault } from "../tokenizerFault";
import type { ByteLevelSpec } from "./spec";

/** Whether the text is normalised, by NFC. */
export const normalizer = v.pipe(
  optionalSteps("normalizers", fields({ type: v.literal("NFC") })),
  v.transform((steps) => steps.length > 0),
);

/** The steps before merging, of which there must be one. */
export const preTokenizer = stepsOf(
  "pretokenizers",
  fields({ type: v.literal("ByteLevel"), use_regex: only(true), add_prefix_space: flag(true) }),
);

type PreTokenizer = v.InferOutput<typeof preTokenizer>;

export const decoder = v.nullish(fields({ type: v.literal("ByteLevel") }));

/** The token of a pair of a token and its id. */
const namedToken = v.pipe(
  v.looseTuple([v.string()]),
  v.transform(([token]) => token),
);
const around = { cls: namedToken, sep: namedToken };
const trims = { trim_offsets: flag(true), add_prefix_space: flag(true) };
const template = v.array(fields({ SpecialToken: v.nullish(fields({ id: v.string() })) }));

export const postProcessor = optionalSteps(
  "processors",
  v.variant("type", [
    v.object({ type: v.literal("ByteLevel"), ...trims }),
    v.object({ type: v.literal("RobertaProcessing"), ...around, ...trims }),
    v.object({ type: v.literal("BertProcessing"), ...around }),
    v.object({ type: v.literal("TemplateProcessing"), single: template }),
  ]),
);

type PostProcessor = v.InferOutput<typeof postProcessor>;

/** What is put around a text, by the tokens' names, and what becomes of the tokens' places. */
interface PostProcessing extends Pick<ByteLevelSpec, "trimOffsets"> {
  readonly cls: string;
  readonly sep: string;
}

/** Whether a space is put before the text. */
export function prefixSpace([step, ...more]: PreTokenizer, raise: RaiseTokenizerFault): boolean {
  if (step === undefined) throw raise(sentence`"pre_tokenizer" must have a step`);
  if (more.length > 0) throw raise(sentence`ByteLevel must be the only step of "pre_tokenizer"`);
  return step.add_prefix_space;
}

export function postProcessing(steps: PostProcessor, raise: RaiseTokenizerFault): PostProcessing {
  let around: readonly [cls: string, sep: string] | undefined;
  let trimOffsets: ByteLevelSpec["trimOffsets"] = null;
  for (const step of steps) {
    if (step.type === "TemplateProcessing") around = aroundText(step.single, raise);
    else if (step.type !== "ByteLevel") around = [step.cls, step.sep];
    if ("trim_offsets" in step && step.trim_offsets) trimOffsets = { addPrefixSpace: step.add_prefix_space };
  }
  if (around === undefined)
    throw raise(sentence`"post_processor" must put one token before a text and one behind it`);
  const [cls, sep] = around;
  return { cls, sep, trimOffsets };
}

function aroundText(
  single: v.InferOutput<typeof template>,
  raise: RaiseTokenizerFault,
): readonly [string, string] {
  const parts = single.map(({ SpecialToken }) => SpecialToken?.id);
  const [cls, text, sep] = parts;
  if (cls !== undefined && parts.length === 3 && text === undefined && sep !== undefined) return [cls, sep];
  throw raise(sentence`"single" of its "post_processor" must be one token, the text, one token`);
}

/** Where the part is absent or null, as if it were a sequence of none. */
function optionalSteps<T>(key: string, step: v.GenericSchema<unknown, T>) {
  return v.nullish(stepsOf(key, step), { type: "Sequence", [key]: [] });
}

/** The steps of a part of a tokenizer: those of a sequence under `key`, however it is nested, or it alone. */
function stepsOf<T>(key: string, step: v.GenericSchema<unknown, T>): v.GenericSchema<unknown, T[]> {
  const part: v.GenericSchema<unknown, T[]> = v.lazy((input) => (isSequence(input) ? sequence : single));
  const single = v.pipe(
    step,
    v.transform((found) => [found]),
  );
  const sequence = v.pipe(
    fields({ [key]: v.array(part) }),
    v.transform((found) => found[key].flat()),
  );
  return part;
}

function isSequence(part: unknown): boolean {
  return v.is(fields({ type: v.literal("Sequence") }), part);
}
