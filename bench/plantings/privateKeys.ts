import type { Maker, Plant } from "../../test/support/plantedSecrets";
import { block, PEM_KINDS, PEM_PLACES } from "./pem";

const ALNUM = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
const BASE64 = `${ALNUM}+/`;
const BECH32 = "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L";
const HEX = "0123456789abcdef";
const BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

/** By the first bytes of their DER, in base64 and without PEM around it. */
const DER_STARTS = {
  "RSA in PKCS 8": "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQ",
  "RSA in PKCS 1": "MIIEpAIBAAKCAQEA",
  "RSA of 4096 bits in PKCS 1": "MIIJKAIBAAKCAgEA",
  "elliptic curve in PKCS 8": "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg",
  "elliptic curve in SEC 1": "MHcCAQEEI",
  "Ed25519 in PKCS 8": "MC4CAQAwBQYDK2VwBCIEI",
  "encrypted in PKCS 8": "MIIFLTBXBgkqhkiG9w0BBQ0wSjApBgkqhkiG9w0BBQwwHAQI",
  OpenSSH: "b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAAB",
  "Java key store": "/u3+7QAAAAIAAAAB",
};

const der =
  (start: string): Plant =>
  (m) => {
    const key = `${start}${m.chars(m.between(24, 200), BASE64)}`;
    return m.pick([
      ["conf.properties", `signer=${key}==\n`],
      ["a.json", JSON.stringify({ alg: "x", data: key })],
      ["a.py", `DATA = "${key}"\n`],
      ["a.txt", `${(key.match(/.{1,64}/g) ?? []).join("\n")}\n`],
    ] as const);
  };

const jwk = (m: Maker, key: object) => JSON.stringify({ kid: m.chars(8), ...key }, null, m.between(0, 2));
const url64 = (m: Maker, length: number) => m.chars(length, `${ALNUM}-_`);

const OTHERS: Readonly<Record<string, Plant>> = {
  PGP: (m) => ["a.asc", block(m, "PGP PRIVATE KEY BLOCK", ["", ""].slice(1), "-----")],
  "PGP with headers": (m) => [
    "b.asc",
    block(m, "PGP PRIVATE KEY BLOCK", ["Version: GnuPG v2", "Comment: for releases", ""]),
  ],
  "PEM with headers": (m) => [
    "h.txt",
    block(m, "RSA PRIVATE KEY", [
      "Proc-Type: 4,ENCRYPTED",
      `DEK-Info: AES-256-CBC,${m.chars(32, "0123456789ABCDEF")}`,
      "",
    ]),
  ],
  "PEM with a role": (m) => [
    "r.txt",
    block(m, "ENCRYPTED PRIVATE KEY", ["gun: docker.example/x", "role: root", ""]),
  ],
  SSH2: (m) => [
    "s.txt",
    block(m, "SSH2 ENCRYPTED PRIVATE KEY", ['Comment: "2048-bit rsa, user@host"'], "---- ".trimEnd())
      .replace(/-{4}(?=BEGIN|END)/g, "---- ")
      .replace(/KEY----/g, "KEY ----"),
  ],
  "short lines": (m) => ["w.txt", block(m, "PRIVATE KEY", [], "-----", 32)],
  "OpenSSH lines": (m) => ["o.txt", block(m, "OPENSSH PRIVATE KEY", [], "-----", 70)],
  "PuTTY 2": (m) => [
    "k2.txt",
    `PuTTY-User-Key-File-2: ssh-rsa\nEncryption: none\nComment: rsa-key\nPublic-Lines: 1\n${m.chars(64, BASE64)}\nPrivate-Lines: 2\n${m.chars(64, BASE64)}\n${m.chars(20, BASE64)}=\nPrivate-MAC: ${m.chars(40, HEX)}\n`,
  ],
  "PuTTY 3": (m) => [
    "k3.txt",
    `PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: aes256-cbc\nComment: x\nPublic-Lines: 2\n${m.chars(64, BASE64)}\n${m.chars(16, BASE64)}\nKey-Derivation: Argon2id\nArgon2-Memory: 8192\nArgon2-Passes: 13\nArgon2-Parallelism: 1\nArgon2-Salt: ${m.chars(32, HEX)}\nPrivate-Lines: 1\n${m.chars(63, BASE64)}=\nPrivate-MAC: ${m.chars(64, HEX)}\n`,
  ],
  age: (m) => [
    "k.txt",
    `# created: 2024-01-01T10:00:00Z\n# public key: age1${m.chars(58, BECH32).toLowerCase()}\nAGE-SECRET-KEY-1${m.chars(58, BECH32)}\n`,
  ],
  "age plug-in": (m) => ["p.txt", `AGE-PLUGIN-YUBIKEY-1${m.chars(50, BECH32)}\n`],
  "age for post-quantum": (m) => ["pq.txt", `AGE-SECRET-KEY-PQ-1${m.chars(58, BECH32)}\n`],
  minisign: (m) => [
    "mini.txt",
    `untrusted comment: minisign encrypted secret key\nRWRTY0Iy${m.chars(203, BASE64)}=\n`,
  ],
  "minisign without a password": (m) => [
    "mini2.txt",
    `untrusted comment: minisign secret key ${m.chars(16, "0123456789ABCDEF")}\nRWQAAEIy${m.chars(203, BASE64)}=\n`,
  ],
  signify: (m) => ["sig.txt", `untrusted comment: signify secret key\nRWRCSwAAACp${m.chars(128, BASE64)}=\n`],
  WireGuard: (m) => [
    "w.conf",
    `[Interface]\nPrivateKey = ${m.chars(43, BASE64)}=\nAddress = 10.0.0.2/32\n\n[Peer]\nPublicKey = ${m.chars(43, BASE64)}=\n`,
  ],
  "WireGuard in a network": (m) => [
    "w.netdev",
    `[WireGuard]\nPrivateKey=${m.chars(43, BASE64)}=\nListenPort=51820\n`,
  ],
  "WireGuard preshared": (m) => ["wp.conf", `[Peer]\nPresharedKey = ${m.chars(43, BASE64)}=\n`],
  "WireGuard command": (m) => ["w.sh", `echo ${m.chars(43, BASE64)}= | wg pubkey\n`],
  "WireGuard UCI": (m) => [
    "network",
    `config interface 'wg0'\n\toption proto 'wireguard'\n\toption private_key '${m.chars(43, BASE64)}='\n`,
  ],
  "JWK of RSA": (m) => [
    "j.json",
    jwk(m, { kty: "RSA", n: url64(m, 342), e: "AQAB", d: url64(m, 342), p: url64(m, 171) }),
  ],
  "JWK of a curve": (m) => [
    "k.json",
    jwk(m, { kty: "EC", crv: "P-256", x: url64(m, 43), y: url64(m, 43), d: url64(m, 43) }),
  ],
  "JWK of Ed25519": (m) => [
    "l.json",
    jwk(m, { d: url64(m, 43), crv: "Ed25519", kty: "OKP", x: url64(m, 43) }),
  ],
  "JWK of a secret": (m) => ["m.json", jwk(m, { kty: "oct", alg: "HS256", k: url64(m, 43) })],
  "JWK in a set": (m) => [
    "n.json",
    JSON.stringify({
      keys: [{ kty: "EC", crv: "P-384", x: url64(m, 64), y: url64(m, 64), use: "sig", d: url64(m, 64) }],
    }),
  ],
  "JWK in JavaScript": (m) => [
    "a.ts",
    `const key = { kty: 'EC', crv: 'P-256', x: '${url64(m, 43)}', y: '${url64(m, 43)}', d: '${url64(m, 43)}' };\n`,
  ],
  "JWK in Python": (m) => ["a.py", `key = {'kty': 'oct', 'k': '${url64(m, 43)}'}\n`],
  "JWK in YAML": (m) => [
    "a.yaml",
    `keys:\n- kty: OKP\n  crv: Ed25519\n  x: ${url64(m, 43)}\n  d: ${url64(m, 43)}\n`,
  ],
  "JWK without spaces in a variable": (m) => [
    "v.txt",
    `JWK={"kty":"OKP","crv":"X25519","d":"${url64(m, 43)}","x":"${url64(m, 43)}"}\n`,
  ],
  XML: (m) => [
    "rsa.xml",
    `<RSAKeyValue><Modulus>${m.chars(171, BASE64)}=</Modulus><Exponent>AQAB</Exponent><P>${m.chars(87, BASE64)}=</P><D>${m.chars(171, BASE64)}=</D></RSAKeyValue>\n`,
  ],
  DNSSEC: (m) => [
    "K.private.txt",
    `Private-key-format: v1.3\nAlgorithm: 13 (ECDSAP256SHA256)\nPrivateKey: ${m.chars(43, BASE64)}=\nCreated: 20240101000000\n`,
  ],
  "DNSSEC of RSA": (m) => [
    "K2.txt",
    `Private-key-format: v1.3\nAlgorithm: 8 (RSASHA256)\nModulus: ${m.chars(171, BASE64)}=\nPublicExponent: AQAB\nPrivateExponent: ${m.chars(171, BASE64)}=\nPrime1: ${m.chars(87, BASE64)}=\n`,
  ],
  TSIG: (m) => [
    "tsig.conf",
    `key "transfer" {\n  algorithm hmac-sha256;\n  secret "${m.chars(43, BASE64)}=";\n};\n`,
  ],
  Libgcrypt: (m) => [
    "g.txt",
    `(private-key\n (rsa\n  (n #00${m.chars(128, HEX.toUpperCase())}#)\n  (e #010001#)\n  (d #${m.chars(128, HEX.toUpperCase())}#)))\n`,
  ],
  "GnuPG 2": (m) => [
    "h.txt",
    `Created: 20240101T000000\nKey: (private-key (ecc (curve Ed25519)(flags eddsa)(q\n  #40${m.chars(64, "0123456789ABCDEF")}#)(d\n  #${m.chars(64, "0123456789ABCDEF")}#)))\n`,
  ],
  OpenVPN: (m) => [
    "ta.txt",
    `#\n# 2048 bit OpenVPN static key\n#\n-----BEGIN OpenVPN Static key V1-----\n${[1, 2, 3, 4].map(() => m.chars(32, HEX)).join("\n")}\n-----END OpenVPN Static key V1-----\n`,
  ],
  "OpenVPN tls-crypt-v2": (m) => ["tc.txt", block(m, "OpenVPN tls-crypt-v2 client key")],
  "OpenVPN tls-crypt-v2 of a server": (m) => ["td.txt", block(m, "OpenVPN tls-crypt-v2 server key")],
  Matrix: (m) => ["signing.txt", `ed25519 a_${m.chars(4)} ${m.chars(43, BASE64)}\n`],
  Solana: (m) => ["id.json", JSON.stringify(Array.from({ length: 64 }, () => m.between(0, 255)))],
  "Ethereum key store": (m) => [
    "k.json",
    JSON.stringify({
      version: 3,
      id: m.chars(8, HEX),
      address: m.chars(40, HEX),
      crypto: {
        ciphertext: m.chars(64, HEX),
        cipherparams: { iv: m.chars(32, HEX) },
        cipher: "aes-128-ctr",
        kdf: "scrypt",
        kdfparams: { salt: m.chars(64, HEX), n: 131072 },
        mac: m.chars(64, HEX),
      },
    }),
  ],
  Bitcoin: (m) => ["b.txt", `${m.pick(["K", "L"])}${m.chars(51, BASE58)}\n`],
  "extended key": (m) => ["x.txt", `xprv9s21ZrQH143K${m.chars(96, BASE58)}\n`],
  Nostr: (m) => ["n.txt", `nsec1${m.chars(58, BECH32).toLowerCase()}\n`],
  Stellar: (m) => ["st.txt", `S${m.pick([..."ABCD"])}${m.chars(54, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")}\n`],
  Tezos: (m) => ["t.txt", `unencrypted:edsk${m.chars(50, BASE58)}\n`],
  Cardano: (m) => [
    "c.json",
    JSON.stringify({
      type: "PaymentSigningKeyShelley_ed25519",
      description: "Payment Signing Key",
      cborHex: `5820${m.chars(64, HEX)}`,
    }),
  ],
  "Cardano in Bech32": (m) => ["c.txt", `ed25519_sk1${m.chars(58, BECH32).toLowerCase()}\n`],
  Tendermint: (m) => [
    "t.json",
    JSON.stringify({
      address: m.chars(40, HEX),
      priv_key: { type: "tendermint/PrivKeyEd25519", value: `${m.chars(86, BASE64)}==` },
    }),
  ],
  IPFS: (m) => [
    "i.json",
    JSON.stringify({
      Identity: { PeerID: `12D3KooW${m.chars(44, BASE58)}`, PrivKey: `CAESQ${m.chars(87, BASE64)}==` },
    }),
  ],
  ZeroTier: (m) => ["z.txt", `${m.chars(10, HEX)}:0:${m.chars(128, HEX)}:${m.chars(128, HEX)}\n`],
  Tor: (m) => ["torrc.txt", `ADD_ONION ED25519-V3:${m.chars(86, BASE64)}== Port=80\n`],
  "Tor in a control file": (m) => [
    "auth.txt",
    `abc:descriptor:x25519:${m.chars(52, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")}\n`,
  ],
  Tailscale: (m) => ["ts.json", JSON.stringify({ PrivateNodeKey: `privkey:${m.chars(64, HEX)}` })],
  Yggdrasil: (m) => ["y.conf", `{\n  PrivateKey: ${m.chars(128, HEX)}\n  IfName: auto\n}\n`],
  "Curve25519 of Nix": (m) => ["nix.txt", `cache.example.org-1:${m.chars(86, BASE64)}==\n`],
  "Let's Encrypt": (m) => [
    "private_key.json",
    JSON.stringify({ n: url64(m, 342), e: "AQAB", d: url64(m, 342), kty: "RSA" }),
  ],
  Google: (m) => [
    "g.json",
    JSON.stringify({
      type: "service_account",
      private_key_id: m.chars(40, HEX),
      private_key: `${block(m, "PRIVATE KEY")}\n`,
      client_email: "a@b.iam.gserviceaccount.com",
    }),
  ],
};

/** Private keys, by what they are and where they stand. */
export const PRIVATE_KEYS: Readonly<Record<string, Plant>> = {
  ...Object.fromEntries(
    PEM_KINDS.map((kind): [string, Plant] => [
      `PEM: ${kind}`,
      (m) => m.pick(Object.values(PEM_PLACES))(block(m, kind), m),
    ]),
  ),
  ...Object.fromEntries(
    Object.entries(PEM_PLACES).map(([place, write]): [string, Plant] => [
      `PEM ${place}`,
      (m) => write(block(m, m.pick(PEM_KINDS)), m),
    ]),
  ),
  ...Object.fromEntries(
    Object.entries(DER_STARTS).map(([kind, start]): [string, Plant] => [`DER: ${kind}`, der(start)]),
  ),
  ...OTHERS,
};
