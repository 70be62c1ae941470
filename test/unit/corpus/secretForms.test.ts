import { describe, expect, test } from "vitest";
import { leftOutAsSecret } from "../../support/leftOutAsSecret";

describe("a token of a service whatever sign stands behind it", () => {
  const TOKEN = "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";
  test.each([",", ".", ")", ";", "}", "|", ":", "<", "]", "", "!"])("%s", (sign) => {
    expect(leftOutAsSecret("a.md", `For the build machine I made ${TOKEN}${sign} valid until May\n`)).toBe(
      true,
    );
  });
});

describe("a password in a sentence, a comment or a chat", () => {
  test.each([
    ["a.md", "Password for the backup server (acorn-prod.internal): harborThunder1997\n"],
    ["a.md", "password for https://corp.org: harborThunder1997\n"],
    ["a.md", "The root password of the NAS (10.0.0.3) is harborThunder1997.\n"],
    ["a.md", "Passwort für srv1.corp.org: harborThunder1997\n"],
    ["a.md", "Admin-Passwort vom Drucker: harborThunder1997\n"],
    ["a.md", "Mot de passe pour la base : harborThunder1997\n"],
    ["a.md", "Su contraseña temporal es Tiger@84.\n"],
    ["a.md", "Password per il database: Tiger@84\n"],
    ["a.md", "Het wachtwoord van de server is Tiger@84.\n"],
    ["a.md", "Credentials: app_user : bridgebiscuit4877\n"],
    ["a.md", "Credentials are app_user and bridgebiscuit4877.\n"],
    ["a.md", "Identifiants : ana / bridgebiscuit4877\n"],
    ["a.md", "Inloggegevens: ana / bridgebiscuit4877\n"],
    ["a.js", "// login of the test account: bob@solara.org / password Guitar2000\nconst a = 1;\n"],
    ["a.py", "x = 1  # the password is Guitar2000\n"],
    ["a.txt", "[07:54] ivan: ¿cuál era la contraseña de la base?\n[07:55] nina: es Tequiero1989\n"],
    ["a.txt", "[07:54] ivan: what is the db password?\n[07:55] nina: it's Guitar2000\n"],
    ["a.txt", "Ana: me pasas la clave del wifi?\nLuis: claro, es Tequiero1989\n"],
    ["a.log", "A temporary password is generated for root@localhost: Kx9!vQ2z#Lm\n"],
    ["a.md", "Enter Guitar2000 when it asks for the password.\n"],
    ["a.md", "TODO: change the password (Guitar2000) before the release\n"],
    ["a.md", "Password:\n\n    Guitar2000\n"],
    ["a.md", "- Password\n  - Guitar2000\n"],
    ["a.md", "The shared secret with the partner is 83HarborFootball.\n"],
    ["a.md", "Netflix: ana@corp.org / 83HarborFootball\n"],
    ["a.txt", "<ivan> anyone know the password for staging?\n<nina> yes, Guitar2000\n"],
    ["a.txt", "12:01 ivan: can you send me the password\n12:02 nina: sure\n12:03 nina: Guitar2000\n"],
  ])("%s: %s", (path, text) => {
    expect(leftOutAsSecret(path, text)).toBe(true);
  });
});

describe("a password of a device, a setting or a template", () => {
  test.each([
    ["a.txt", "username jenkins privilege 15 password 0 castle1970\n"],
    ["a.cfg", "tacacs server T1\n address ipv4 10.0.0.1\n key 83HarborFootball\n"],
    ["a.conf", "MONITOR ups@localhost 1 monuser 83HarborFootball master\n"],
    ["a.conf", "sentinel auth-pass mymaster 83HarborFootball\n"],
    ["a.txt", 'anna : EAP "83HarborFootball"\n'],
    ["a.ini", "remotepass = castle1970\n"],
    ["a.ini", "imappw = castle1970\n"],
    ["a.json", '{ "bindDn": "cn=x", "bindCredentials": "Guitar2000" }'],
    ["a.tf", 'variable "admin_password" {\n  type        = string\n  default     = "1976tiger"\n}\n'],
    ["a.json", '{"Parameters":{"DBPassword":{"Type":"String","Default":"Guitar2000"}}}'],
    ["a.js", "const fernetKey = 'l9pPSxEA_MSLJ_AP-PHDFDdhIxoD9EJ08uAJ1vTtuSv=';\n"],
    ["a.txt", "YT_STREAM_KEY=liih-k8xc-heyt-9ohq-wnlc\n"],
    ["a.py", 'os.environ["AZURE_DEVOPS_PAT"] = "jmlm2gw6layzasprlkyzfxctzfvbc3y4rpu6zlsiepvcjv7j2vnz"\n'],
    ["a.txt", "HOOK=https://chat.acorn.io/hooks/gi5vve4hxj8ynxgdcqlccfii1d\n"],
    [
      "a.sh",
      "curl https://maker.ifttt.com/trigger/lamp/with/key/IOUShB1ZQRegN-qZLk1tzLL_DX6r_qB4zEQqBHaA5yA\n",
    ],
  ])("%s: %s", (path, text) => {
    expect(leftOutAsSecret(path, text)).toBe(true);
  });
});

describe("a number that opens a door or a card, an answer, and words that recover a wallet", () => {
  const WORDS = "believe hybrid elegant tobacco harvest above fiction fossil alley drift elder flavor".split(
    " ",
  );
  test.each([
    ["a.txt", "SIM-Karte von Chen: PUK 82318139\n"],
    ["a.txt", "Online-Banking: IBAN DE02 1203 0000 0000 2020 51, PIN 41269\n"],
    ["a.md", "The combination of the office safe is 42-80-57.\n"],
    ["a.md", "Door code of the server room: 239754\n"],
    ["a.md", "Der Türcode lautet 239754.\n"],
    ["a.md", "Code de la porte : 4821A\n"],
    ["a.md", "El código de la puerta es 4821.\n"],
    ["a.md", "De code van de voordeur is 4821.\n"],
    ["a.md", "Security question: first pet. Answer: wizard1715\n"],
    ["a.md", "Sicherheitsfrage: erstes Haustier, Antwort: wizard1715\n"],
    ["a.json", '{ "securityAnswer": "wizard1715" }'],
    [
      "a.md",
      `# Seed words of the hardware wallet\n\n${WORDS.map((word, i) => `${i + 1}. ${word}`).join("\n")}\n`,
    ],
    ["a.md", `Ledger: ${WORDS.map((word) => word[0].toUpperCase() + word.slice(1)).join(" ")}\n`],
  ])("%s: %s", (path, text) => {
    expect(leftOutAsSecret(path, text)).toBe(true);
  });
});

describe("sentences of rules and forms, prompts and numbers are ordinary", () => {
  test.each([
    ["a.md", "The password is required, case-sensitive and at least 12 characters long, with 2 digits.\n"],
    ["a.md", "Passwort: mindestens 12 Zeichen, davon 2 Ziffern. PIN: siehe Tresor.\n"],
    ["a.md", "Das Passwort ist persönlich. Kennwort: erforderlich! Passwort vergessen?\n"],
    ["a.md", "Le mot de passe est personnel. Mot de passe : oublié ? Mot de passe : obligatoire.\n"],
    ["a.md", "Contraseña: ¿olvidada? La contraseña es personal, la clave es obligatoria.\n"],
    ["a.md", "La password è obbligatoria. Password: dimenticata?\n"],
    ["a.md", "Het wachtwoord is verplicht en vertrouwelijk. Wachtwoord: vergeten?\n"],
    ["a.md", "Het wachtwoord is vertrouwelijk.\n"],
    ["a.md", "Thanks to ana@corp.org 2024-01-02\nbob@corp.org a1b2c3d\n"],
    ["a.md", "[07:54] ivan: how do I change the password?\n[07:55] nina: settings\n"],
    ["a.md", "password for https://corp.org/login: ask admin. password (optional): string\n"],
    ["a.ps1", '$password = Read-Host "Password" -AsSecureString\nGet-Credential -Message "Your password"\n'],
    [
      "a.js",
      "// the password is hashed with argon2id before it is stored\nconst sortKey = 'created_at_2';\n",
    ],
    ["a.json", '{ "objectKey": "a1b2c3d4e5f6a7b8c9d0", "i18nKey": "login.title2.text3" }'],
    ["a.tf", 'variable "db_password" {\n  type    = string\n  default = null\n}\n'],
    ["a.ini", "bypass = shader2go\ncompass = north123\n"],
    ["a.md", "Login: anna, password: see the wiki. Credentials: ask Bob. Sign in with github / gitlab1.\n"],
    ["a.c", "int pin = 1234;\n#define LED_PIN 4711\n"],
    [
      "a.md",
      "The PIN has 4 digits. Set pin 13 high. Status code 404404, zip code 80331, exit code: 12345.\n",
    ],
    ["a.md", "The door code is 0000 as delivered; alarm code: 1234.\n"],
    ["a.md", "Office: door 12, floor 3, room 4711. The alarm goes off at 2200. Gate 1234 at the airport.\n"],
    ["a.md", "Security question: what was your first pet? Answer: optional.\n"],
    [
      "a.md",
      "See https://docs.corp.org/en/webhooks/webhook-events-and-payloads and /hooks/all-requests-here\n",
    ],
    [
      "a.md",
      "Wallet seed words are 12 words of a list; never share the recovery phrase with anyone at all.\n",
    ],
    ["a.txt", "npm-registry-fetch-14.0.5-beta and hf_transfer_v2_large_model_weights_2024\n"],
  ])("%s: %s", (path, text) => {
    expect(leftOutAsSecret(path, text)).toBe(false);
  });
});
