import type { SecretRule } from "./secretRule";

const ignoringCase = (source: string) => `(?i)${source}`;

/** What stands where a person has to fill in the secret, or stands for none. */
const PLACEHOLDER = ignoringCase(
  String.raw`^(?:\W*$|[$%{<[(]|\*+|\.+|x+$|pass(?:word|wd|phrase)?\d*$|pwd$|secret$|token$|user(?:name)?$|guest$|admin$|root$|test(?:ing)?\d*$|change[-_]?(?:me|it)|your|my|some|example|sample|dummy|fake|foo|bar|baz|postgres$|mysql$|none$|null$)`,
);

/** Rules beside those of the maintained set: what it lets pass on purpose and a corpus should not hold. */
export const OWN_SECRET_RULES: readonly SecretRule[] = [
  {
    id: "url-with-password",
    keywords: ["://"],
    pattern: ignoringCase(
      String.raw`\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:@/"'<>]{0,80}:([^\s:@/"'<>]{4,120})@[\w.-]`,
    ),
    entropy: 2.2,
    group: 1,
    exceptions: [{ target: "secret", patterns: [PLACEHOLDER], stopWords: [] }],
  },
  {
    id: "private-key-block",
    keywords: ["-----begin"],
    pattern: ignoringCase(
      String.raw`-----BEGIN[ A-Z0-9_-]{0,100}PRIVATE KEY(?: BLOCK)?-----(?:\s|\\[nr]|["'+,])*(?:[A-Za-z-]+:[^\n]*\n)*\s*([a-z0-9+/=]{40,})`,
    ),
    entropy: 3,
    group: 1,
    exceptions: [],
  },
];
