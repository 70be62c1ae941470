import { MASK, upperCaseMasks } from "../core/masks";
import type { Candidate } from "../protocol/filling";
import { checkedText, checkedTopK, fieldsOf, TEXT_LIMIT, topKSchema } from "./input";
import type { Model, Tool } from "./tool";

const TOP_K = 5;
/** Of a name; those in between are evenly left out of more. */
const USES_LIMIT = 12;
const CANDIDATES = 50;
/** What a word counts at a use where it is not among the candidates. */
const ELSEWHERE = 1e-4;
const IDENTIFIERS = /[\p{L}\p{N}_$]+/gu;

export const suggestName: Tool = {
  name: "suggest_name",
  description:
    "Says what an identifier would be called in this project, by its uses: all of them are hidden from the masked language model that was " +
    "trained on this workspace, and its answers are combined. Use it before you name or rename something. " +
    `Give the code that defines and uses it, up to ${TEXT_LIMIT} characters. ` +
    "Returns {uses, names}: how many uses were looked at, and a list of {name, score}, best first; " +
    "names are single words that the code does not hold yet.",
  inputSchema: {
    type: "object",
    properties: {
      text: {
        type: "string",
        description: "The code, with the identifier as it is called now, or a placeholder.",
      },
      name: { type: "string", description: "The identifier as it stands in the text." },
      top_k: topKSchema(TOP_K, "Names to return."),
    },
    required: ["text", "name"],
  },
  async ask(input, model) {
    const fields = fieldsOf(input);
    const text = checkedText(fields["text"], "the name");
    const topK = checkedTopK(fields["top_k"], TOP_K);
    const { hidden, masks } = hide(text, fields["name"]);
    const asked = spread(masks, USES_LIMIT);
    const answers = await Promise.all(asked.map((mask) => candidatesAt(model, hidden, mask)));
    const taken = new Set(hidden.match(IDENTIFIERS));
    const names = combine(answers)
      .filter(({ name }) => !taken.has(name))
      .slice(0, topK);
    return {
      length: names.length,
      upTo: (length) => ({ uses: asked.length, names: names.slice(0, length) }),
    };
  },
};

/** The text with a mask for each use of the name. Throws an Error for an agent where there is none. */
function hide(text: string, name: unknown): { readonly hidden: string; readonly masks: number[] } {
  if (typeof name !== "string" || !/^[\p{L}\p{N}_$]+$/u.test(name))
    throw new Error("`name` must be one identifier, of letters, digits, _ and $.");
  const parts = text.split(
    new RegExp(`(?<![\\p{L}\\p{N}_$])${name.replaceAll("$", "\\$")}(?![\\p{L}\\p{N}_$])`, "u"),
  );
  if (parts.length === 1) throw new Error("`text` must hold `name`, as a whole identifier.");
  const masks: number[] = [];
  let hidden = parts[0]!;
  for (const part of parts.slice(1)) {
    masks.push(hidden.length);
    hidden += MASK + part;
  }
  return { hidden: upperCaseMasks(hidden), masks };
}

/** At most `count` of `items`, evenly, with the first. */
function spread<T>(items: readonly T[], count: number): T[] {
  const step = Math.max(1, items.length / count);
  return Array.from({ length: Math.min(count, items.length) }, (_, at) => items[Math.floor(at * step)]!);
}

async function candidatesAt(model: Model, text: string, mask: number): Promise<readonly Candidate[]> {
  const { fills } = await model.fill({ text, masks: [mask], topK: CANDIDATES });
  return fills[0]?.candidates ?? [];
}

/** The words by the geometric mean of their probabilities at the uses: one that fits everywhere comes first. */
function combine(answers: readonly (readonly Candidate[])[]) {
  const scores = answers.map((words) => new Map(words.map(({ token_str, score }) => [token_str, score])));
  const names = new Set(scores.flatMap((words) => [...words.keys()]).filter((word) => /^\p{L}/u.test(word)));
  const mean = (name: string): number =>
    scores.reduce((sum, words) => sum + Math.log(words.get(name) ?? ELSEWHERE), 0) / scores.length;
  return [...names].map((name) => ({ name, score: Math.exp(mean(name)) })).sort((a, b) => b.score - a.score);
}
