import type { OwnRule } from "./secretRule";

/** Private keys, by how they are written down and what names them. */
export const PRIVATE_KEY_RULES: Readonly<Record<string, OwnRule>> = {
  "private-key-block": {
    keywords: ["private key"],
    pattern: String.raw`(?i)-{4,5} ?BEGIN[ A-Z0-9_-]{0,60}PRIVATE KEY(?: BLOCK)? ?-{4,5}(?:[^A-Za-z-]|\\+[nrt]|<br ?/?>|&#x?\w{1,3};)*(?:[A-Za-z-]+:[^\n\\]*(?:[^A-Za-z-]|\\+[nrt])+)*[a-z0-9+/=]{32,}`,
  },
  "key-in-address": {
    keywords: ["private%20key", "private+key"],
    pattern: String.raw`(?i)BEGIN(?:%20|\+)(?:[A-Z0-9]+(?:%20|\+))*PRIVATE(?:%20|\+)KEY(?:%20BLOCK|\+BLOCK)?(?:-|%2D){4,}(?:%0D)?%0A`,
  },
  "key-of-session": {
    keywords: ["client_random ", "traffic_secret_"],
    pattern: String.raw`(?i)\b(?:client_random|\w+_traffic_secret_\d) [0-9a-f]{64} [0-9a-f]{64,96}\b`,
  },
  "named-key": {
    keywords: [
      "private key",
      "secret key",
      "seckey",
      "privkey",
      "signing key",
      "wallet",
      "phantom",
      "keypair",
      "startbroadcast",
      "account import",
      "<privatekey>",
    ],
    pattern: String.raw`(?i)private keys?[^\n0-9]{0,40}\n[=*_-]{3,}\s+(?:\(\d+\)\s+)?(?:0x)?[0-9a-f]{64}\b|(?:private key|secret key|seckey|privkey|signing key|account import)[^\n]{0,40}?[\s:=("'\x60](?:0x)?[0-9a-f]{64}\b|(?:wallet|startbroadcast)["']?\s*[:=(]\s*["']?(?:0x)?[0-9a-f]{64}\b|keypair\.from\w{3,20}\(\s*(?:new\s+)?[\w.]{0,30}\(?(?:["'\x60][0-9a-f]{64}|\(?\[\s*\d{1,3}\s*,)|\b(?:phantom|wallet|keypair|private key|secret key)[^\n]{0,40}?[\s:=("'\x60][1-9A-HJ-NP-Za-km-z]{86,88}\b|<privatekey>\s*[a-z0-9+/=\s]{40,}<`,
  },
  "phrase-without-letters": {
    keywords: ["助记词", "助記詞", "니모닉", "시드", "ニーモニック", "シード"],
    pattern: String.raw`(?:助记词|助記詞|니모닉|시드|ニーモニック|シード)[^\n]{0,20}\n?\s{0,4}(?:[\p{Han}\p{Hangul}\p{Hiragana}]{1,8}[\s　,、]{1,3}){11}`,
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
    pattern: String.raw`[A-Za-z0-9+/]{43}=["']?\s*(?:\||>)|<<<\s*["']?[A-Za-z0-9+/]{43}=|<\(\s*(?:echo|printf)\s+["']?[A-Za-z0-9+/]{43}=`,
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
