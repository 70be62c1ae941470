import type { OwnRule } from "./secretRule";

/** A dollar sign as shells and compose files escape it. */
const DOLLAR = String.raw`\\?\${1,2}`;
const CRYPT = "[./A-Za-z0-9]";
const BASE64 = "[A-Za-z0-9+/=]";
const hash = (name: string, rest: string) => `${DOLLAR}${name}${DOLLAR}${rest}`;

/** Hashes of passwords, from which short ones are found by trying. */
const HASHES: readonly string[] = [
  hash("2[abxy]", String.raw`\d\d${DOLLAR}${CRYPT}{53}`),
  hash("(?:apr1|1|8|9)", `${CRYPT}+${DOLLAR}${CRYPT}{20,}`),
  hash("[56]", String.raw`(?:rounds=\d+${DOLLAR})?${CRYPT}+${DOLLAR}${CRYPT}{43,}`),
  hash("(?:y|gy|7)", `${CRYPT}+${DOLLAR}${CRYPT}+(?:${DOLLAR}${CRYPT}{20,})?`),
  hash(
    "argon2(?:id|i|d)",
    String.raw`(?:v=\d+${DOLLAR})?m=\d+,t=\d+,p=\d+${DOLLAR}${BASE64}{8,}${DOLLAR}${BASE64}{16,}`,
  ),
  hash("[PHS]", `${CRYPT}{31,}`),
  hash(String.raw`(?:pbkdf2-sha\d+|scrypt|sha1|krb5\w+|s0)`, String.raw`[^\s"']{20,}`),
  String.raw`\b(?:pbkdf2_sha\d+|bcrypt_sha256|scrypt|sha1|md5|argon2)${DOLLAR}[\w.+/=,-]+${DOLLAR}[\w.+/=$-]{16,}`,
  String.raw`\b(?:pbkdf2:sha\d+:\d+|scrypt:\d+:\d+:\d+)${DOLLAR}\w{4,40}${DOLLAR}[0-9a-f]{32,}`,
  String.raw`\bgrub\.pbkdf2\.sha512\.\d+\.[0-9A-F]{32,}`,
  String.raw`\bSCRAM-SHA-\d+\$\d+:[A-Za-z0-9+/=]{8,}\$[A-Za-z0-9+/=:]{20,}`,
  String.raw`(?i)\{(?:ssha|sha|smd5|md5|ssha256|ssha512|sha256|sha512|crypt|pbkdf2\S{0,20})\}[A-Za-z0-9+/=$.]{20,}`,
  String.raw`:\d{1,9}:[0-9a-fA-F]{32}:[0-9a-fA-F]{32}:::`,
  String.raw`(?i)(?:\bpassword\b|\bidentified\b|\bauthentication_string\b|\bhash\b)[^\n*]*\*[0-9a-f]{40}\b`,
  String.raw`\bmd5[0-9a-f]{32}\b`,
  String.raw`(?i)\b(?:password|secret|key) [5-9] (?:[0-9a-f]{8,}|\$\d\$\S{8,})`,
  String.raw`(?m)^[\w.-]+:[^:\n]+:[0-9a-f]{32}\s*$`,
  // Captured from the network, and as crackers write what they try.
  String.raw`(?i)[\w.$@-]{1,60}::[\w.-]{0,60}:[0-9a-f]{16}:[0-9a-f]{32}:[0-9a-f]{32,}`,
  String.raw`(?i)[\w.$@-]{1,60}::[\w.-]{0,60}:[0-9a-f]{48}:[0-9a-f]{48}:[0-9a-f]{16}`,
  String.raw`\$(?:dcc2|krb5\w+|office|keepass|zip2|pkzip2?|rar5|7z|pdf|bitcoin|ethereum|telegram|itunes_backup|ansible|ml|bitlocker|fvde\d?|luks\d?|sshng|dmg|encfs|oracle\w*|mskrb5|DCC2|RAR3|NETNTLM\w*|MSSQL\w*)\$[\w*./+$=#,-]{20,}`,
  String.raw`\bWPA\*0[12]\*[0-9a-f]{32}\*[0-9a-f]{12}\*`,
  String.raw`(?i)\b0x0[12]00[0-9a-f]{48,}`,
  String.raw`\bS:[0-9A-F]{60}\b`,
  String.raw`(?i)\buser\s+\S+\s+on\s[^\n]*#[0-9a-f]{64}\b`,
];

export const PASSWORD_HASH: OwnRule = {
  keywords: [
    "$2",
    "$1$",
    "$5$",
    "$6$",
    "$$1",
    "$$5",
    "$$6",
    "\\$1",
    "\\$5",
    "\\$6",
    "apr1",
    "$y",
    "$gy",
    "$7$",
    "$8$",
    "$9$",
  ]
    .concat([
      "argon2",
      "pbkdf2",
      "scrypt",
      "bcrypt",
      "scram-sha",
      "sha}",
      "sha256}",
      "sha512}",
      "md5}",
      "crypt}",
      ":::",
    ])
    .concat([
      "$p$",
      "$h$",
      "$s$",
      "sha1$",
      "md5",
      "krb5",
      "identified",
      "password",
      "_string",
      "secret ",
      "key 7",
      "hash",
      "ntlm",
      "responder",
      "$zip2$",
      "office$",
      "keepass$",
      "dcc2$",
      "rar5$",
      "7z$",
      "pkzip",
      "wpa*0",
      ";s:",
    ]),
  pattern: HASHES.map((pattern) => `(?:${pattern})`).join("|"),
};
