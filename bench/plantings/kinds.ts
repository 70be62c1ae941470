import { createRandom } from "../../src/core/random";
import { type Maker, maker, PLANTS, type Plant } from "../../test/support/plantedSecrets";
import {
  CHOSEN,
  type Choice,
  GENERATED,
  HELD_OUT_CHOSEN,
  HELD_OUT_GENERATED,
  HELD_OUT_LETTERS,
  LETTERS,
} from "./choices";
import { FORMATS } from "./formats";
import { FURTHER_FORMATS } from "./furtherFormats";
import { HELD_OUT_FORMATS } from "./heldOutFormats";
import { HELD_OUT_IDIOMS } from "./heldOutIdioms";
import { HELD_OUT_SPOKEN } from "./heldOutSpoken";
import { IDIOMS } from "./idioms";
import { HELD_OUT_PASSWORDS, HELD_OUT_TOKENS, type Name, PASSWORDS, TOKENS } from "./names";
import { PRIVATE_KEYS } from "./privateKeys";
import { SPOKEN } from "./spoken";
import { filled, type Template } from "./templates";
import { VENDOR_TOKENS } from "./vendorTokens";

/** A way to plant a secret, in groups that are counted apart. */
export interface Kind {
  readonly group: Group;
  readonly name: string;
  readonly plant: Plant;
}

/** `known`: those that the tests plant too; `open`: those that whoever writes the rules may look at; `held-out`: those that nobody does; `letters`: passwords of letters alone, of each of both. */
export type Group =
  | "known"
  | "open"
  | "held-out"
  | "letters"
  | "held-out letters"
  | "vendor tokens"
  | "private keys";

type Templates = Readonly<Record<string, Template>>;
type Choices = Readonly<Record<string, Choice>>;

export const KINDS: readonly Kind[] = [
  ...kinds("known", PLANTS),
  ...kinds(
    "open",
    combined(
      { ...FORMATS, ...FURTHER_FORMATS },
      { chosen: [PASSWORDS, CHOSEN], generated: [TOKENS, GENERATED] },
    ),
  ),
  ...kinds("open", combined({ ...IDIOMS, ...SPOKEN }, { idiom: [["password"], CHOSEN] })),
  ...kinds(
    "held-out",
    combined(HELD_OUT_FORMATS, {
      chosen: [HELD_OUT_PASSWORDS, HELD_OUT_CHOSEN],
      generated: [HELD_OUT_TOKENS, HELD_OUT_GENERATED],
    }),
  ),
  ...kinds(
    "held-out",
    combined({ ...HELD_OUT_IDIOMS, ...HELD_OUT_SPOKEN }, { idiom: [["password"], HELD_OUT_CHOSEN] }),
  ),
  ...kinds(
    "letters",
    combined({ ...FORMATS, ...FURTHER_FORMATS, ...IDIOMS, ...SPOKEN }, { letters: [PASSWORDS, LETTERS] }),
  ),
  ...kinds(
    "held-out letters",
    combined(
      { ...HELD_OUT_FORMATS, ...HELD_OUT_IDIOMS, ...HELD_OUT_SPOKEN },
      { letters: [HELD_OUT_PASSWORDS, HELD_OUT_LETTERS] },
    ),
  ),
  ...kinds("vendor tokens", VENDOR_TOKENS),
  ...kinds("private keys", PRIVATE_KEYS),
];

function kinds(group: Group, plants: Readonly<Record<string, Plant>>): Kind[] {
  return Object.entries(plants).map(([name, plant]) => ({ group, name, plant }));
}

/** Each way to write down with each way to name and choose. */
function combined(
  templates: Templates,
  ways: Readonly<Record<string, readonly [names: readonly Name[], choices: Choices]>>,
): Record<string, Plant> {
  const plants: Record<string, Plant> = {};
  for (const [format, template] of Object.entries(templates)) {
    for (const [way, [names, choices]] of Object.entries(ways)) {
      plants[`${format}, ${way}`] = (m) => filled(template, m.pick(names), Object.values(choices), m);
    }
  }
  return plants;
}

/** What a kind plants from a seed, the same whatever other kinds there are. */
export function makerOf(kind: Kind, seed: number): Maker {
  let hash = seed;
  for (const char of kind.name) hash = (Math.imul(hash, 31) + (char.codePointAt(0) ?? 0)) >>> 0;
  return maker(createRandom(hash));
}
