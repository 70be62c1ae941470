import type { OwnRule } from "./secretRule";

/** Private keys, by how they are written down and what names them. */
export const PRIVATE_KEY_RULES: Readonly<Record<string, OwnRule>> = {
  "private-key-block": {
    keywords: ["private key"],
    pattern: String.raw`(?i)-{4,5} ?BEGIN[ A-Z0-9_-]{0,60}PRIVATE KEY(?: BLOCK)? ?-{4,5}(?:[^A-Za-z-]|\\+[nrt]|<br ?/?>|&#x?\w{1,3};)*(?:[A-Za-z-]+:[^\n\\]*(?:[^A-Za-z-]|\\+[nrt])+)*[a-z0-9+/=]{32,}`,
  },
  "putty-key": {
    keywords: ["private-lines"],
    pattern: String.raw`(?i)private-lines:\s*\d+(?:\s|\\+[nr]|["'+,>#*])*[a-z0-9+/=]{20,}`,
  },
  "static-key": {
    keywords: ["static key v1", "tls-crypt-v2"],
    pattern: String.raw`(?i)BEGIN OpenVPN (?:Static key V1|tls-crypt-v2 \w+ key)-+(?:[\s"',+>#*]|\\n)*(?:[0-9a-f]{32}|[a-z0-9+/]{48,})`,
  },
  keytab: { keywords: ["bqiaaa"], pattern: "\\bBQIAAA[A-Za-z0-9+/]{40,}" },
  "comment-of-key": {
    keywords: ["untrusted comment:"],
    pattern: String.raw`(?i)untrusted comment:[^\n]*secret key[^\n]*\n[^\w\n]*RW[a-z0-9+/]{40,}`,
  },
  "key-in-xml": {
    keywords: ["<d>", "<dp>", "<inverseq>"],
    pattern: String.raw`(?i)<(?:d|dp|inverseq)>\s*[a-z0-9+/=\s]{40,}</`,
  },
  "key-of-zone": {
    keywords: ["privateexponent", "private-key-format"],
    pattern: String.raw`(?i)\b(?:privateexponent|privatekey):\s*[a-z0-9+/]{24,}`,
  },
  "key-as-expression": {
    keywords: ["private-key"],
    pattern: String.raw`(?is)\((?:protected-)?private-key\s*\(.*?(?:\(d\s*#[0-9a-f]{32}|\(protected\b)`,
  },
  "key-for-tunnel": {
    keywords: ["wg pubkey", "wg set"],
    pattern: String.raw`[A-Za-z0-9+/]{43}=["']?\s*(?:\||>)|<<<\s*["']?[A-Za-z0-9+/]{43}=`,
  },
  "key-of-node": {
    keywords: ["priv_key", "privkey", "signingkey"],
    pattern: String.raw`(?i)(?:priv_?key|signingkey\w*)["']?\s*(?:[:=]|,[^{}]*?"cborHex"\s*:)\s*(?:\{[^{}]*?"(?:value|key|data|bytes)"\s*:\s*)?["']?((?:[0-9a-f]{64}|[a-z0-9+/]{43})[a-z0-9+/=]*)`,
    looks: "random",
  },
  "web-key": {
    keywords: ["kty", '"d"', '"dp"', '"qi"'],
    pattern: String.raw`\bkty["']?\s*:[^{}]*?["'\s{,](?:d|k)["']?\s*:\s*["']?([\w-]{20,})|["'\s{,](?:d|k)["']?\s*:\s*["']?([\w-]{20,})["'\s,][^{}]*\bkty["']?\s*:|"(?:d|dp|dq|qi)"\s*:\s*"([\w-]{43,})"`,
    looks: "random",
  },
  "decoded-key": {
    keywords: ["buffer.from(", "fromhex(", "unhexlify(", "decodestring("],
    pattern: String.raw`(?i)\bkey\w{0,20}(?:,\s*\w+)?\s*:?=\s*[\w.]*(?:buffer\.from|fromhex|unhexlify|decodestring)\(\s*["']([0-9a-f]{32,128})["']`,
    looks: "random",
  },
  "ethereum-key": {
    keywords: ["0x"],
    pattern: String.raw`(?i)(?:wallet|account|priv|signer|deployer|mnemonic|secret|pk\b)[\w.-]{0,40}["'\]]{0,2}\s*[(:=,\s]\s*[\[(]?\s*["']?(0x[0-9a-f]{64})\b`,
    looks: "random",
  },
};
