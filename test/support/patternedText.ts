import { createRandom } from "../../src/core/random";

const NAMES = ["user", "order", "price", "item", "cart", "total", "count", "index", "result", "value"];
const TYPES = ["string", "number", "boolean", "Date"];
const VERBS = ["load", "save", "check", "update", "remove", "create"];

/** Made-up code in a few shapes, so that a small model learns something of it in seconds; the same for the same seed. */
export function patternedText(length: number, seed: number): string {
  const random = createRandom(seed);
  const pick = (list: readonly string[]) => list[random.nextBelow(list.length)];
  let text = "";
  while (text.length < length) text += `${shape(pick)}\n`;
  return text.slice(0, length);
}

function shape(pick: (list: readonly string[]) => string): string {
  const [name, verb, other] = [pick(NAMES), pick(VERBS), pick(NAMES)];
  return pick([
    `export function ${verb}_${name}(${name}: ${pick(TYPES)}, ${other}: ${pick(TYPES)}) {`,
    `  const ${name} = ${verb}_${name}(${other}, ${pick(["0", "1", "10", "100"])});`,
    `  if (${name} > ${other}) return ${verb}_${other}(${name});`,
    `  // The ${name} of the ${other} is what ${verb}_${name} returns.`,
    `  for (const ${name} of ${other}) ${verb}_${name}(${name});`,
    "}",
  ]);
}
