import { expect, test } from "vitest";
import { secretNames } from "../../../src/core/corpus/secretNames";

const isSecret = secretNames();

test.each([
  ".env~",
  ".env.bak",
  ".env.production.old",
  "app/.npmrc.bak",
  "certs/server.key.bak",
  "certs/server.key.bak.1~",
  "server.pem.2024-05-01",
  "id_rsa.old",
  "#.env#",
  "Copy of credentials.json",
  "credentials (1).json.bak",
  ".netrc.swp",
  ".vault_pass",
  "ansible/.vault_pass.txt",
  "vault-password",
  "aws_credentials.txt",
  "my-credentials-2024.txt",
  "DB Passwords.txt",
  ".smbcredentials",
  "wpa_supplicant.conf",
  "unattend.xml",
  "wg0.conf",
  "etc/shadow",
  "etc/shadow-",
  "krb5.keytab",
  ".secrets",
  "certs/site.p12",
  "site.pfx",
  "key.der",
  "key.pk8",
  "AuthKey_1.p8",
  "release.jks",
  "app.keystore",
  "strong.snk",
  "key.jwk",
  "notes.age",
  "minisign.key",
  "id_ed25519_sk",
  "id_ecdsa",
  "putty.ppk",
  "secring.gpg",
  "wireguard/privatekey",
  "tor/hs_ed25519_secret_key",
])("%s may hold secrets", (path) => {
  expect(isSecret(path)).toBe(true);
});

test.each([
  ".env.example",
  ".env.sample",
  "src/credentials.ts",
  "src/passwordField.tsx",
  "backup.ts",
  "notes.bak",
  "index.old.html",
  "main-copy.ts",
  "keys.ts",
  "identity.ts",
  "tokenizer.json",
  "docs/secrets.md",
  "environment.ts",
])("%s is a name like others", (path) => {
  expect(isSecret(path)).toBe(false);
});
