import type { OwnRule } from "./secretRule";

/** Words for what asks for a second password, which is made from a seed. */
const SECOND_FACTOR = [
  "totp",
  "hotp",
  "otp",
  "2fa",
  "mfa",
  "two-factor",
  "two factor",
  "2-factor",
  "two-step",
  "2-step",
  "authenticator",
  "google auth",
  "authy",
  "zwei-faktor",
  "zweifaktor",
  "double authentification",
  "deux facteurs",
  "doble factor",
  "dos factores",
  "dos pasos",
  "due fattori",
  "dois fatores",
  "tweestaps",
  "twee-factor",
  "tvåfaktor",
  "двухфактор",
  "двофактор",
  "二段階",
  "两步验证",
];
const GROUPS = "[A-Z2-7]{4}(?:[ -][A-Z2-7]{4}){3,15}|[a-z2-7]{4}(?:[ -][a-z2-7]{4}){3,15}";
/** Base32, of which words in small letters could be made. */
const SEED = String.raw`((?-i:${GROUPS}|[A-Z2-7]{16,128}|[a-z2-7]{26,64}))={0,6}(?:[^\w/=-]|$)`;

/** Words for the codes that stand in for a lost second factor. */
const BACKUP_CODES = [
  ..."backup recovery scratch emergency rescue one-time single-use 2fa mfa"
    .split(" ")
    .flatMap((word) => [`${word} code`, `${word}-code`, `${word}_code`]),
  ..."backupcode recoverycode scratchcode wiederherstellungscode ersatzcode notfallcode sicherungscode einmalcode herstelcode".split(
    " ",
  ),
  "codes de secours",
  "codes de récupération",
  "codes de sauvegarde",
  "códigos de recuperación",
  "códigos de respaldo",
  "códigos de recuperação",
  "códigos de backup",
  "codici di backup",
  "codici di recupero",
  "codici di emergenza",
  "kody zapasowe",
  "резервные коды",
];
const CODE = String.raw`(?:\d{3}[ -]\d{3}|\d{4}[ -]\d{4}|\d{8,10}|[0-9a-f]{8,10}|[0-9a-f]{5}-[0-9a-f]{5}|[0-9a-z]{5}-[0-9a-z]{5}|[0-9a-z]{4}-[0-9a-z]{4}(?:-[0-9a-z]{4})*)`;

/** Seeds of one-time passwords, and the codes beside them. */
export const ONE_TIME_RULES: Readonly<Record<string, OwnRule>> = {
  "otp-address": {
    keywords: ["otpauth://", "otpauth%3a"],
    pattern: String.raw`(?i)otpauth(?:://|%3A%2F%2F)[^\s"'<>]{0,300}?(?:[?&;]|%3F|%26)secret(?:=|%3D)([A-Z2-7]{8,128})`,
    looks: "chosen",
  },
  "otp-seed": {
    keywords: SECOND_FACTOR,
    pattern: String.raw`(?i)(?:${SECOND_FACTOR.join("|")})[^\n]{0,80}?(?:\n[^\n]{0,40}?)?[\s:=>|"'\x60(,–—-]${SEED}`,
    looks: "seed",
  },
  "backup-codes": {
    keywords: BACKUP_CODES,
    pattern: String.raw`(?i)(?:${BACKUP_CODES.join("|")})s?[^\n]{0,60}?[\n\[:({](?:[\s"',;|*•()\[\]-]*(?:\d{1,2}[.):]\s+)?${CODE}\b){4,}`,
  },
};
