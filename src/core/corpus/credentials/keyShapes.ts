const BASE64 = "[A-Za-z\\d+/]";
const BASE58 = "[1-9A-HJ-NP-Za-km-z]";
const HEX = "[\\da-f]";
const BECH32 = "[02-9ac-hj-np-z]";
/** An ASN.1 sequence of more than 255 bytes, up to the two bits of its length that share a character with what follows. */
const LONG_SEQUENCE = `MII[A-Z]${BASE64}{2}`;

/** Private keys that nothing names: how their bytes begin in base64, and prefixes of their own. */
const SHAPES: readonly string[] = [
  // PKCS #8 (RFC 5208) of RSA, of elliptic curves, of Edwards curves; the same encrypted.
  `${LONG_SEQUENCE}IBADANBgkqhkiG9w0B${BASE64}{16,}`,
  `MI[GH]${BASE64}A[gh]EAM[A-Z]${BASE64}G${BASE64}{16,}`,
  `M[CE]${BASE64}CAQAwBQYDK2V${BASE64}BCIEI${BASE64}{16,}`,
  `MI[A-Z]{2}${BASE64}{2,4}Bg[ok]qhkiG9w0B(?:BQ|DA)${BASE64}{16,}`,
  // PKCS #1 (RFC 8017) of RSA, which DSA's begins like, and SEC 1 (RFC 5915) of elliptic curves.
  `${LONG_SEQUENCE}IBAAK[BC]${BASE64}{16,}`,
  `M[GH]${BASE64}CAQEE${BASE64}{16,}`,
  `MI[GH]${BASE64}AgEBB[DE]${BASE64}{16,}`,
  // PKCS #12 (RFC 7292), OpenSSH's, Java's key stores.
  `${LONG_SEQUENCE}IBAzC[AC]${BASE64}{16,}`,
  // OpenPGP's packets of secret keys (RFC 4880), without armour.
  `(?:lQ${BASE64}{2}B[EFG]|l(?:Fg|IY)E[Q-Z])${BASE64}{60,}`,
  `b3BlbnNzaC1rZXktdjE${BASE64}{16,}`,
  `/u3\\+7QAAAA[EI]${BASE64}{8,}`,
  `zs7OzgAAAA[EI]${BASE64}{8,}`,
  "AGE-(?:SECRET-KEY-(?:[A-Z]+-)?|PLUGIN-[A-Z\\d-]{1,40}-)1[02-9AC-HJ-NP-Z]{20,}",
  // The same as hexadecimal digits.
  `30(?:8[12]${HEX}{2}(?:${HEX}{2})?|${HEX}{2})0201(?:00(?:0282|0281|300d06|300506|301006|308[12])|01042)${HEX}{32,}`,
  `3082${HEX}{4}30${HEX}{2}06092a864886f70d01050d${HEX}{32,}`,
  // Of crypto-currencies, relays and domains, which encode with alphabets of their own.
  `(?:nsec1|ed25519e?_sk1|(?:addr|acct|root|stake)_x?sk1|xprv1)${BECH32}{50,}`,
  "S[A-D][A-Z2-7]{54}(?![A-Z\\d])",
  `6P[a-zA-Z]${BASE58}{55}(?![A-Za-z\\d])`,
  `ed(?:sk|esk1?)${BASE58}{50,94}`,
  `(?<=[\\w.]-\\d{1,2}:)${BASE64}{86}==`,
  "(?<=\\b[\\da-f]{10}:0:)[\\da-f]{128}:[\\da-f]{40,}",
  `(?<=ED25519-V3:)${BASE64}{86}==`,
  "(?<=descriptor:x25519:)[A-Z2-7]{52}",
  `(?<=\\bed25519 a_\\w{4} )${BASE64}{43}(?![\\w+/=])`,
];

export const KEYS_BY_SHAPE = new RegExp(`(?<![A-Za-z\\d+_-])(?:${SHAPES.join("|")})`, "g");

/** A list of the bytes of a pair of keys and nothing else, as Solana keeps it. */
const BYTES_OF_PAIR = /^\s*\[(?:\s*\d{1,3}\s*,){63}\s*\d{1,3}\s*\]\s*$/;
const BYTES_UNITS = 1000;

/** Whether a text is nothing but the bytes of a private key. */
export function isKeyPair(text: string): boolean {
  return text.length < BYTES_UNITS && BYTES_OF_PAIR.test(text);
}
