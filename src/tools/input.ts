/** UTF-16 units of a text that is asked about. */
export const TEXT_LIMIT = 8_000;
const TOP_K_LIMIT = 50;

/** JSON Schema of the number of items in an answer. */
export function topKSchema(usual: number, description: string) {
  return { type: "integer", minimum: 1, maximum: TOP_K_LIMIT, default: usual, description };
}

/** @throws Error for an agent where it is no text, or too long a one */
export function checkedText(text: unknown, what: string): string {
  if (typeof text !== "string") throw new Error(`\`text\` must be a string that holds ${what}.`);
  if (text.length <= TEXT_LIMIT) return text;
  throw new Error(`\`text\` must have at most ${TEXT_LIMIT} characters: send what stands around ${what}.`);
}

/** @throws Error for an agent where it is no number of items */
export function checkedTopK(topK: unknown, usual: number): number {
  const count = topK ?? usual;
  if (Number.isInteger(count) && Number(count) >= 1 && Number(count) <= TOP_K_LIMIT) return Number(count);
  throw new Error(`\`top_k\` must be a whole number from 1 to ${TOP_K_LIMIT}.`);
}

/** The fields of an agent's input; none where it is no object. */
export function fieldsOf(input: unknown): Readonly<Record<string, unknown>> {
  return typeof input === "object" && input !== null ? (input as Record<string, unknown>) : {};
}
