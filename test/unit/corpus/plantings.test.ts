import { describe, expect, test } from "vitest";
import { type Group, KINDS, makerOf } from "../../../bench/plantings/kinds";
import { leftOutAsSecret } from "../../support/leftOutAsSecret";

const SEEDS = [11, 12, 13];
const ofGroup = (group: Group) => KINDS.filter((kind) => kind.group === group);
const planted = (kind: (typeof KINDS)[number]) => SEEDS.map((seed) => kind.plant(makerOf(kind, seed)));

test.each<[Group, number]>([
  ["open", 0.97],
  ["held-out", 0.95],
  ["letters", 0.8],
  ["held-out letters", 0.76],
])("of made-up secrets of several hundred %s kinds, at least a share of %d is left out", (group, share) => {
  const files = ofGroup(group).flatMap(planted);
  expect(files.length).toBeGreaterThan(800);
  expect(files.filter((file) => leftOutAsSecret(...file)).length / files.length).toBeGreaterThan(share);
});

describe("is left out wherever it stands", () => {
  test.each(ofGroup("private keys"))("private key: $name", (kind) => {
    expect(planted(kind).filter((file) => !leftOutAsSecret(...file))).toEqual([]);
  });
  test.each(ofGroup("vendor tokens"))("$name", (kind) => {
    expect(planted(kind).filter((file) => !leftOutAsSecret(...file))).toEqual([]);
  });
});

describe("what looks like a password, a token or a key beside a name and is none", () => {
  test.each([
    ["pg_hba.conf", '# METHOD can be "md5", "password", "scram-sha-256" or "gss".\n'],
    ["a.txt", "kpasswd\t\t464/tcp\napt\tpasswd\t1:4.13+dfsg1-1+deb12u1\n"],
    ["a.h", "typedef struct sec_PKCS12PKCS8ShroudedKeyBagStr sec_PKCS12PKCS8ShroudedKeyBag;\n"],
    ["a.html", '<a href="http://example.net/Click?q=dc-40zzQ0Lr5OUv8T7Bz6gEwTinhlyR">more</a>\n'],
    ["a.txt", "Files: man/hu/man1/gpasswd.1\n       man/ja/man1/gpasswd.1\n"],
    ["a.md", "* Release GPG key: F3EF5F62A87FC27A22E643F714CE4FF5015AA242\n"],
    ["a.js", "const k = { kty: KeyMember, crv: KeyMember, k: CryptoJsonWebKeyMember };\n"],
    ["a.ts", 'import * as PrimaryKey from "../PrimaryKey.ts";\n'],
    ["a.js", 'frame.authFrame.setAttribute("sandbox", "allow-scripts allow-same-origin allow-forms");\n'],
    ["a.js", 'appendSession(handle, "session.disable_quant_qdq", "1", allocs);\n'],
    ["a.md", "The password is incorrect. The password is required.\nWiFi key exchange, see Guest / Main\n"],
    ["a.txt", "diff -u -b -B -w -p -r1.29 ftoc.tcl\n"],
    ["a.md", "Install with `pip install --user package -p 8080` and `cp -p file1 file2`.\n"],
    ["a.txt", "connect to server1, log in, identify yourself and write echo hello > file.txt\n"],
    ["a.vim", "syn keyword netrcKeyword    password nextgroup=netrcPassword skipwhite skipnl\n"],
    ["a.json", `{"bin/tool": "${"55a66f9854d6798f".repeat(4)}"}`],
  ])("%s: %s", (path, text) => {
    expect(leftOutAsSecret(path, text)).toBe(false);
  });
});
