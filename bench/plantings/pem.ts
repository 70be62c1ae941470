import type { Maker } from "../../test/support/plantedSecrets";

const BASE64 = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+/";

const lines = (m: Maker, width = 64) => {
  const full = Array.from({ length: m.between(3, 20) }, () => m.chars(width, BASE64));
  return [...full, `${m.chars(m.between(5, 15) * 4 - 1, BASE64)}=`];
};
export const block = (
  m: Maker,
  kind: string,
  headers: readonly string[] = [],
  dashes = "-----",
  width = 64,
) =>
  [`${dashes}BEGIN ${kind}${dashes}`, ...headers, ...lines(m, width), `${dashes}END ${kind}${dashes}`].join(
    "\n",
  );

export const PEM_KINDS = [
  "PRIVATE KEY",
  "RSA PRIVATE KEY",
  "EC PRIVATE KEY",
  "DSA PRIVATE KEY",
  "ENCRYPTED PRIVATE KEY",
  "OPENSSH PRIVATE KEY",
  "ANY PRIVATE KEY",
  "NEBULA ED25519 PRIVATE KEY",
  "NEBULA X25519 ENCRYPTED PRIVATE KEY",
  "ENCRYPTED COSIGN PRIVATE KEY",
  "ENCRYPTED SIGSTORE PRIVATE KEY",
  "ED25519 PRIVATE KEY",
  "X25519 PRIVATE KEY",
  "TENDERMINT PRIVATE KEY",
  "SSH2 ENCRYPTED PRIVATE KEY",
  "OPENSSL EC PRIVATE KEY",
];

/** How a key in PEM stands in a file. */
export const PEM_PLACES: Readonly<
  Record<string, (pem: string, m: Maker) => readonly [path: string, text: string]>
> = {
  alone: (pem) => ["note.txt", `${pem}\n`],
  "without an end": (pem) => ["cut.txt", pem.slice(0, pem.lastIndexOf("\n"))],
  "behind attributes": (pem) => [
    "bag.txt",
    `Bag Attributes\n    friendlyName: a\n    localKeyID: 01 02 03\nKey Attributes: <No Attributes>\n${pem}\n`,
  ],
  "with the end of lines of Windows": (pem) => ["win.txt", `${pem.replace(/\n/g, "\r\n")}\r\n`],
  "in YAML": (pem) => ["a.yml", `tls:\n  key: |\n${pem.replace(/^/gm, "    ")}\n`],
  "in JSON": (pem) => ["a.json", JSON.stringify({ type: "x", key: `${pem}\n` })],
  "in a shell script": (pem) => ["a.sh", `cat > /etc/x <<EOF\n${pem}\nEOF\n`],
  "in Python": (pem) => ["a.py", `KEY = """${pem}\n"""\n`],
  "in C": (pem) => ["a.c", `static const char *k =\n${pem.replace(/^.*$/gm, '"$&\\n"')};\n`],
  "in Java": (pem) => [
    "A.java",
    `String k = ${pem
      .split("\n")
      .map((line) => `"${line}\\n"`)
      .join("\n  + ")};\n`,
  ],
  "in JavaScript": (pem) => ["a.js", `const k = [\n${pem.replace(/^.*$/gm, "  '$&',")}\n].join('\\n');\n`],
  "in XML": (pem) => ["a.xml", `<key>\n${pem}\n</key>\n`],
  "in a variable": (pem) => ["a.txt", `TLS_KEY="${pem.replace(/\n/g, "\\n")}"\n`],
  "in a line": (pem) => ["b.txt", `${pem.replace(/\n/g, " ")}\n`],
  "quoted in a mail": (pem) => ["a.eml", `${pem.replace(/^/gm, "> ")}\n`],
  "in a diff": (pem) => ["a.diff", `--- /dev/null\n+++ b/k\n${pem.replace(/^/gm, "+")}\n`],
  "with numbers of lines": (pem) => [
    "c.txt",
    pem
      .split("\n")
      .map((line, i) => `${i + 1}: ${line}`)
      .join("\n"),
  ],
  "in base64": (pem) => ["b.yaml", `data:\n  tls.key: ${Buffer.from(`${pem}\n`).toString("base64")}\n`],
  "in a notebook": (pem) => [
    "a.ipynb",
    JSON.stringify({
      cells: [{ cell_type: "code", source: [`k = """${pem}"""\n`], outputs: [] }],
      nbformat: 4,
    }),
  ],
  "in a heredoc of Ruby": (pem) => ["a.rb", `KEY = <<~PEM\n${pem.replace(/^/gm, "  ")}\nPEM\n`],
};
