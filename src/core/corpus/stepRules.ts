import type { OwnRule } from "./secretRule";

const PASSWORD =
  "password|passphrase|passcode|passwort|kennwort|contraseña|mot de passe|senha|wachtwoord|hasło|heslo|пароль|lösenord";
const USER = String.raw`["'][\w.@+\\-]{1,60}["']`;
const VALUE = String.raw`["']([^"'\n]{4,80})["']`;

/** Steps of tests in sentences, and of tests that have their arguments in columns. */
export const STEP_RULES: Readonly<Record<string, OwnRule>> = {
  "step-with-password": {
    keywords: PASSWORD.split("|"),
    pattern: String.raw`(?i)["'](?:[\p{L} _-]{0,24}[ _-])?(?:${PASSWORD})["'](?:\s+(?:field|box|input|feld|champ|campo))?\s+(?:with|as|to|is|mit|avec|par|con|com|z)\s+(?:the\s+(?:value|text)\s+)?${VALUE}|${VALUE}\s+(?:into|in|as|for|to|en|dans|na)\s+(?:the\s+|my\s+|das\s+|el\s+|le\s+)?["'](?:[\p{L} _-]{0,24}[ _-])?(?:${PASSWORD})["']`,
    looks: "chosen",
  },
  "step-that-logs-in": {
    keywords: ["log in", "logged in", "logs in", "login", "sign in", "signed in", "signs in", "authenticate"],
    pattern: String.raw`(?im)^[ \t]*(?:\*|given|when|then|and|but)\s[^\n"']{0,60}(?:log(?:s|ged)? ?in|sign(?:s|ed)? ?in|authenticate[ds]?)\s[^\n"']{0,40}${USER}\s*(?:,|/|with|and|using)\s[^\n"']{0,30}${VALUE}`,
    looks: "chosen",
  },
  "robot-step": {
    keywords: [
      "input password",
      "input text",
      "fill text",
      "fill secret",
      "type password",
      "input secret",
      "type secret",
      "type text",
    ],
    pattern: String.raw`(?im)^[ \t]*(?:(?:input|fill|type) (?:password|secret)[ \t]{2,}\S{1,80}|(?:input|fill|type) text[ \t]{2,}[^\s"']{0,40}(?:passw|pwd)[^\s"']{0,20})[ \t]{2,}(\S{4,80})[ \t]*$`,
    looks: "chosen",
  },
};
