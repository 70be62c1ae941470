import { MASK, maskOffsets, upperCaseMasks } from "../core/masks";
import type { Candidate } from "../protocol/filling";
import { checkedText, checkedTopK, fieldsOf, TEXT_LIMIT, topKSchema } from "./input";
import type { Tool } from "./tool";

const TOP_K = 5;
const MASKS_LIMIT = 16;

export const fillMask: Tool = {
  name: "fill_mask",
  description:
    `Finds the most probable words for each ${MASK} in a text, with the masked language model that was trained on this workspace. ` +
    "Use it to learn which word this project would use at a place. " +
    `Give a sentence or two around each ${MASK}, up to ${TEXT_LIMIT} characters and ${MASKS_LIMIT} masks. ` +
    `Returns, for each ${MASK} in order, a list of {token_str, score}, best first.`,
  inputSchema: {
    type: "object",
    properties: {
      text: { type: "string", description: `The text, with ${MASK} in place of each word to find.` },
      top_k: topKSchema(TOP_K, `Words to return for each ${MASK}.`),
    },
    required: ["text"],
  },
  async ask(input, model) {
    const fields = fieldsOf(input);
    const text = checkedText(fields["text"], MASK);
    const topK = checkedTopK(fields["top_k"], TOP_K);
    const { fills } = await model.fill({ text: upperCaseMasks(text), masks: checkedMasks(text), topK });
    const lists = fills.map(({ candidates }) => candidates.map(named));
    return { length: topK, upTo: (length) => lists.map((words) => words.slice(0, length)) };
  },
};

/** @throws Error for an agent */
function checkedMasks(text: string): number[] {
  const masks = maskOffsets(text);
  if (masks.length === 0) throw new Error(`\`text\` must hold ${MASK} where the word to find stands.`);
  if (masks.length <= MASKS_LIMIT) return masks;
  throw new Error(`\`text\` must hold at most ${MASKS_LIMIT} ${MASK}.`);
}

const named = ({ token_str, score }: Candidate) => ({ token_str, score });
