import { type Naming, namingAt } from "./assignments";
import { classOfName, isAmbiguous, nameOwner } from "./words";

/** The name around the units from `start` to `end`, with words in front of it and behind it that belong to it: `Api key`, `Password prod`. */
export function wholeNamingAt(text: string, start: number, end: number): Naming {
  return wholeNaming(namingAt(text, start, end));
}

export function wholeNaming(naming: Naming): Naming {
  return withParent(withWordBefore(withWordsBehind(naming)));
}

const WORDS_BEHIND =
  /^(?: \p{L}{1,20}){1,2}(?=["'`*_]{0,3}[ \t]{0,4}(?:[:：=|\t]|->|- |(?:is|ist|est|es|è|for|für|pour|para|per|of) ))/u;

function withWordsBehind(naming: Naming): Naming {
  if (!naming.after.startsWith(" ")) return naming;
  const words = WORDS_BEHIND.exec(naming.after)?.[0];
  if (words === undefined || !nameOwner(words) || classOfName(naming.name + words) === undefined)
    return naming;
  return { ...naming, name: naming.name + words, after: naming.after.slice(words.length) };
}

/** Of keys that are mostly named by their fingerprints. */
const OF_PUBLIC_KEYS = /^(?:gpg|pgp|ssh|host|signing)$/i;

/** Where the name alone says nothing, or has other meanings. */
function withWordBefore(naming: Naming): Naming {
  const { name, before } = naming;
  if (!before.endsWith(" ") || (classOfName(name) !== undefined && !isAmbiguous(name))) return naming;
  const word = /\p{L}{2,20} $/u.exec(before.slice(-21))?.[0] ?? "";
  if (word === "" || OF_PUBLIC_KEYS.test(word.trim()) || classOfName(word + name) === undefined)
    return naming;
  return { ...naming, name: word + name, before: before.slice(0, -word.length) };
}

/** What a name is the first in, in braces or indented. */
const PARENT = /([\w-]{2,30})["']?\s{0,3}(?::|=>|=)\s{0,3}[{[(]?\s{0,12}["']?$/;

/** A key says whose it is by where it stands. */
function withParent(naming: Naming): Naming {
  if (!/^key$/i.test(naming.name)) return naming;
  const parent = PARENT.exec(naming.before)?.[1];
  if (parent === undefined || classOfName(`${parent}_key`) !== "token") return naming;
  return { ...naming, name: `${parent}_key` };
}
