// Go's RE2 syntax in JavaScript's, as far as the rule set uses it: flags inside the expression, POSIX classes, \z.

const POSIX = {
  alnum: "a-zA-Z0-9",
  alpha: "a-zA-Z",
  digit: "0-9",
  xdigit: "a-fA-F0-9",
  space: "\\s",
  word: "\\w",
};

/** { source, flags }: the flag `i` where all of the expression ignores case, letters in both cases where a part does. */
export function toJavaScript(pattern) {
  const whole = pattern.startsWith("(?i)") && !pattern.includes("(?-i");
  const source = convert(whole ? pattern.slice(4) : pattern, whole);
  new RegExp(source, whole ? "i" : "");
  return { source, flags: whole ? "i" : "" };
}

function convert(pattern, whole) {
  const outer = [];
  let flags = { i: false, s: false };
  let out = "";
  for (let at = 0; at < pattern.length; ) {
    const { text, length, open, close, set } = piece(pattern.slice(at), flags, whole);
    if (open) outer.push(flags);
    if (set) flags = { ...flags, ...set };
    if (close) flags = outer.pop();
    out += text;
    at += length;
  }
  return out;
}

function piece(rest, flags, whole) {
  const inline = rest.match(/^\(\?(-?)([is]+)([:)])/);
  if (inline) {
    const set = Object.fromEntries([...inline[2]].map((flag) => [flag, inline[1] === ""]));
    const scoped = inline[3] === ":";
    return { text: scoped ? "(?:" : "", length: inline[0].length, open: scoped, set };
  }
  const named = rest.match(/^\(\?P<\w+>/);
  if (named) return { text: "(", length: named[0].length, open: true };
  if (rest.startsWith("(?:")) return { text: "(?:", length: 3, open: true };
  if (rest[0] === "(") return { text: "(", length: 1, open: true };
  if (rest[0] === ")") return { text: ")", length: 1, close: true };
  if (rest[0] === "[") return characterClass(rest, flags.i && !whole);
  if (rest.startsWith("\\z")) return { text: "$", length: 2 };
  if (rest[0] === "\\") return { text: rest.slice(0, 2), length: 2 };
  if (rest[0] === ".") return { text: flags.s ? "[^]" : ".", length: 1 };
  if (flags.i && !whole && /[a-z]/i.test(rest[0])) return { text: `[${bothCases(rest[0])}]`, length: 1 };
  return { text: rest[0], length: 1 };
}

function bothCases(letter) {
  return letter.toLowerCase() + letter.toUpperCase();
}

function characterClass(rest, ignoreCase) {
  const [start] = rest.match(/^\[\^?\]?/);
  let text = start.endsWith("]") ? `${start.slice(0, -1)}\\]` : start;
  let at = start.length;
  while (rest[at] !== "]") {
    const [member] = rest
      .slice(at)
      .match(/^(?:\[:\w+:\]|\\x[0-9a-f]{2}|(?:\\?[^\\]-(?!\])\\?.)|\\.|[\s\S])/i);
    text += classMember(member, ignoreCase);
    at += member.length;
  }
  return { text: `${text}]`, length: at + 1 };
}

function classMember(member, ignoreCase) {
  const posix = member.match(/^\[:(\w+):\]$/);
  if (posix) return POSIX[posix[1]];
  if (member === "[") return "\\[";
  if (!ignoreCase || !/^[a-z](-[a-z])?$/i.test(member)) return member;
  return member.toLowerCase() + member.toUpperCase();
}
