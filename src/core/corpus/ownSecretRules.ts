import { KEY_ARGUMENT_RULES } from "./keyArgumentRules";
import { LOGIN_RULES } from "./loginRules";
import { ONE_TIME_RULES } from "./oneTimeRules";
import { PASSWORD_HASH } from "./passwordHashRule";
import { PRIVATE_KEY_RULES } from "./privateKeyRules";
import { COMMANDS } from "./secretCommands";
import type { OwnRule, SecretRule } from "./secretRule";
import { STEP_RULES } from "./stepRules";

const USER = String.raw`["'][^"'\n]+["']`;
const TEXT = String.raw`["']([^"'\n]{4,})["']`;
/** Calls that take a user and a password. */
const CREDENTIAL_PAIR = String.raw`(?i)(?:\w*credentials?|\w*authenticat\w*|\w*authprovider|directoryentry|as400|usernamepassword\w*|httpbasicauth|httpdigestauth|basic_?auth|passwordauthentication|pscredential|setcredentials|addcredentials|add_password|\bauth|\blogin|\bcredentials)["']?\s*(?:=>\s*|[=:]\s*)?[(\[]\s*(?:[A-Z][\w.]*,\s*)*${USER}\s*,\s*${TEXT}`;
/** Calls that take a place, a user and a password, and may have more behind them. */
const ARGUMENT_BEFORE = String.raw`(?:["'][^"'\n]*["']|[$&\w.>-]+)\s*,\s*`;
const connection = (calls: string) =>
  String.raw`(?i)(?:${calls})\(\s*${ARGUMENT_BEFORE}(?:${ARGUMENT_BEFORE})?${TEXT}`;

/** Calls that take so many arguments in front of a user and a password. */
const PLACES: readonly [call: string, before: number][] = [
  ["real_connect", 2],
  ["sftpclient|sshclient|ftpclient", 1],
  ["sftpclient|sshclient|ftpclient", 2],
  [String.raw`smtp\.start`, 3],
  ["plainauth", 1],
  [String.raw`ftp\.open`, 1],
  ["imap_open", 1],
];

/** Addresses that whoever knows them may post to or read: by a host of hooks, by a folder of hooks, and those of services. */
const WEBHOOKS = [
  String.raw`https?://[\w.-]*hooks?[\w.-]*\.[a-z]{2,}/(?:[\w@./-]*?/)?([\w-]{20,})(?:[^\w./@-]|$)`,
  String.raw`hooks\.zapier\.com/hooks/catch/\d+/\w+`,
  String.raw`https?://[\w.:-]+/(?:[\w./-]*?/)?(?:web|incoming-?)?hooks?/(?:[\w-]{1,40}/)?((?:[a-z]*\d){3}[a-z0-9]{5,}|[0-9a-f-]{32,36}|[\w-]*\d[\w-]*[A-Z][\w-]{10,})(?:[^\w./@-]|$)`,
  String.raw`maker\.ifttt\.com/(?:trigger|use)/(?:[\w/-]{1,60}/key/)?[\w-]{20,}`,
  String.raw`\bhc-ping\.com/(?:[0-9a-f-]{36}|[\w-]{22}/)`,
  String.raw`chat\.googleapis\.com/v1/spaces/[^\s"']{1,40}/messages\?[^\s"']*(?:key|token)=[\w-]{20,}`,
  String.raw`/robot/send\?access_token=[0-9a-f]{32,}|webhook/send\?key=[0-9a-f-]{32,}`,
  String.raw`/calendar/ical/[^\s"'/]{3,80}/private-[0-9a-f]{20,}`,
  String.raw`\beo[0-9a-z]{10,20}\.m\.pipedream\.net`,
];

const RULES: Readonly<Record<string, OwnRule>> = {
  ...PRIVATE_KEY_RULES,
  ...LOGIN_RULES,
  ...KEY_ARGUMENT_RULES,
  ...ONE_TIME_RULES,
  ...STEP_RULES,
  "password-hash": PASSWORD_HASH,
  "credential-pair": {
    keywords: [
      "credential",
      "auth",
      "login",
      "usernamepassword",
      "add_password",
      "directoryentry(",
      "as400(",
    ],
    pattern: CREDENTIAL_PAIR,
    looks: "chosen",
  },
  "connection-arguments": {
    keywords: [
      "connect(",
      "pdo(",
      "mysqli(",
      ".begin(",
      "sequelize(",
      "database(",
      "bind(",
      "bind_s(",
      "account(",
      "user(",
    ],
    pattern: connection(
      String.raw`(?:->|\.|mysqli_|pg_|odbc_)connect|\bpdo|\bmysqli|\bwifi\w*\.begin|\bsequelize|\bdatabase|simple_bind(?:_s)?|ldap_bind|\bbind_s|create_?account|create_?user|add_?user`,
    ),
    looks: "worded",
  },
  "address-and-login": {
    keywords: ["jdbc:", "mysql:", "pgsql:", "sqlsrv:", "dbi:", "oci:", "odbc:"],
    pattern: String.raw`(?i)["'](?:jdbc:(?:mysql|mariadb|postgresql|sqlserver|oracle|db2|jtds|sybase|redshift|clickhouse|snowflake|vertica|informix|as400|firebirdsql|hive2|presto|trino)|mysql|pgsql|sqlsrv|dbi|oci|odbc|firebird|dblib):[^"'\n]{1,200}["']\s*,\s*["'][\w.@\\-]{1,60}["']\s*,\s*["']([^"'\n]{4,80})["']`,
    looks: "chosen",
  },
  "place-and-login": {
    keywords: [
      "real_connect(",
      "sftpclient(",
      "sshclient(",
      "ftpclient(",
      "smtp.start(",
      "plainauth(",
      "ftp.open(",
      "imap_open(",
    ],
    pattern: PLACES.map(
      ([call, before]) =>
        String.raw`(?i:${call})\(\s*${ARGUMENT_BEFORE.repeat(before)}["'][\w.@\\-]{2,60}["']\s*,\s*["']([^"'\n]{4,80})["']`,
    ).join("|"),
    looks: "worded",
  },
  "wallet-key": {
    keywords: [
      "wallet(",
      "privatekeytoaccount(",
      "from_key(",
      "accounts: [",
      "accounts:[",
      "signingkey(",
      "fromprivatekey(",
      "privatekey(",
    ],
    pattern: String.raw`(?i)(?:wallet|privatekeytoaccount|from_key|accounts|signingkey|fromprivatekey|privatekey)["']?\s*:?\s*[(\[]{1,2}\s*b?["'\x60](?:0x)?([0-9a-f]{64})["'\x60]`,
  },
  "saml-response": {
    keywords: [
      "samlresponse",
      "samlassertion",
      "phnhbwxwolj",
      "phnhbwwycdpsz",
      "phnhbww6qxnz",
      "phnhbwwyokfzc",
    ],
    pattern: String.raw`(?i)saml(?:response|assertion)["']?\s*(?:value["']?\s*)?[=:>,]\s*["']?[A-Za-z0-9+/%]{60,}|(?-i:PHNhbWxwOlJlc3Bv|PHNhbWwycDpSZXNwb|PHNhbWw6QXNzZXJ0|PHNhbWwyOkFzc2Vyd)[A-Za-z0-9+/%=]{40,}`,
  },
  "login-arguments": {
    keywords: [
      "connect(",
      "connection(",
      "login(",
      "log_in(",
      "logon(",
      "signin(",
      "sign_in(",
      "authenticate(",
    ],
    pattern: connection("connect(?:ion)?|log_?[io]n|authenticate|sign_?in"),
    looks: "made-up",
  },
  "discord-webhook": {
    keywords: ["api/webhooks/"],
    pattern: String.raw`discord(?:app)?\.com/api/webhooks/\d{15,20}/[\w-]{40,}`,
  },
  "password-note": {
    keywords: ["# pw"],
    pattern: String.raw`(?i)# pwd? +([^\s"'<>]{8,60})`,
    looks: "made-up",
  },
  "user-option": {
    keywords: [
      " -u",
      " -xu ",
      " -au ",
      " -a ",
      " -n ",
      " -l ",
      " --user",
      " --login",
      " /u:",
      " /u ",
      " /ru ",
      "/user:",
      "/userd:",
    ],
    pattern: String.raw`(?i)(?:^|\s)(?:(?:-[xa]?u|-[nl]|--user(?:name)?|--login|/r?u(?:serd?)?)[ =:]?["']?[\w.@\\$/][\w.@\\$/-]*["']?(?:\s+[^\s-]\S*|\s+-[a-z]\s+\S+){0,4}?\s+(?:-[xa]?p|-w|-pw|/r?p(?:asswordd?)?)[ =:]?|-[au](?: ["']?|["'])[\w.@$-]+[:,]|--user[ =]["']?[\w.@$-]+:)["']?([^\s"'-][^\s"']{5,80})`,
    looks: "worded",
  },
  "plain-scheme": {
    keywords: ["{plain}", "{cleartext}", "{clear}"],
    pattern: String.raw`(?i)\{(?:plain|clear(?:text)?)\}([^\s:"']{4,})`,
    looks: "chosen",
  },
  "terraform-password": {
    keywords: ["random_password"],
    pattern: String.raw`random_password"[^}]*"result":\s*"([^"\s]{6,})"`,
  },
  "community-string": {
    keywords: ["community", "com2sec", "createuser ", "snmp"],
    pattern: String.raw`(?i)\b(?:r[wo]community6?\s+|com2sec6?\s+(?:-\w+\s+\S+\s+)?\S+\s+\S+\s+|snmp-server\s+community\s+|createuser\s+\S+\s+(?:md5|sha\S*)\s+|snmp\w+\s[^\n]*?\s-[cAX]\s*|snmp\w*[_.-]?community\w*["']?\s*[:=]\s*|community(?:[_-]?string)?["']?\s*[:=]\s*|set\s+community\s+)["']?([^\s"'/,;]{5,60})`,
    looks: "worded",
  },
  "login-block": {
    keywords: ["auth-user-pass>", "quote pass", "\npass ", "{tab}"],
    pattern: String.raw`(?i)<auth-user-pass>\s*\n\s*\S+\s*\n\s*(\S{4,})|\b(?-i:USER|quote user)\s+\S+\s+(?:quote\s+)?(?-i:PASS|pass)\s+(\S{4,})|\{tab\}([^{\s"]{4,60})\{enter\}`,
    looks: "chosen",
  },
  "cookie-option": {
    keywords: ["curl "],
    pattern: String.raw`\bcurl\b[^\n]*\s(?:-b|--cookie)[ =]?["']?[\w.-]+=([^;\s"']{12,})`,
    looks: "random",
  },
  "webhook-address": {
    keywords: [
      "hook",
      "/trigger/",
      "hc-ping.com",
      "chat.googleapis.com",
      "robot/send",
      "/private-",
      "pipedream",
    ],
    pattern: WEBHOOKS.map((pattern) => `(?:${pattern})`).join("|"),
  },
  "paypal-token": {
    keywords: ["access_token$"],
    pattern: String.raw`access_token\$(?:production|sandbox)\$[a-z0-9]{16}\$[0-9a-f]{32}`,
  },
  "personal-access-token": {
    keywords: ["pat=", "pat:", "pat is ", "pat =", "pat :", 'pat"', "pat'", "pat\x60"],
    pattern: String.raw`(?i)(?:[_.-]pat|\bpat|(?-i:[a-z]Pat))["'\x60\]]{0,3}\s*(?:[:=,]|\bis\b)\s*["'\x60]?([a-z0-9]{20,})`,
    looks: "random",
  },
  "security-answer": {
    keywords: [
      "security question",
      "security answer",
      "secret answer",
      "securityanswer",
      "security_answer",
      "sicherheitsfrage",
      "question secrète",
      "question de sécurité",
      "pregunta de seguridad",
      "pregunta secreta",
      "domanda di sicurezza",
      "pergunta de segurança",
      "beveiligingsvraag",
      "maiden name",
    ],
    pattern: String.raw`(?i)(?:(?:security|secret)[ _]?question|sicherheitsfrage|question (?:secrète|de sécurité)|pregunta (?:de seguridad|secreta)|domanda di sicurezza|pergunta de segurança|beveiligingsvraag)[^\n]{0,80}(?:\n[^\n]{0,3})?\b(?:answer|antwort|réponse|respuesta|risposta|resposta|antwoord)\s*(?:[:=]|is|ist|est|es)\s*["'\x60]?([^\s"'\x60,;]{5,60})|(?:(?:security|secret)[ _]?answer|maiden name)["'\x60]?\s*(?:[:=]|is)\s*["'\x60]?([^\s"'\x60,;]{5,60})`,
    looks: "made-up",
  },
  "short-token": {
    keywords: ["chpt_", "npg_", "avns_", "rzp_live_", "wpl_ap1.", "do00", "scw"],
    pattern: String.raw`\b(?:chpt_[0-9a-f]{12,}|npg_[A-Za-z0-9]{12,}|AVNS_[\w-]{16,}|rzp_live_[A-Za-z0-9]{14}|WPL_AP1\.[A-Za-z0-9]{14,}|DO00[A-Z0-9]{16}|SCW[A-Z0-9]{17})\b`,
    looks: "random",
  },
  "registry-password": {
    keywords: ["=hex:"],
    pattern: String.raw`(?i)passw\w*"=hex:[0-9a-f]{2}(?:,[0-9a-f]{2}){7}`,
  },
  "pair-of-codes": {
    keywords: ["\x60 / \x60"],
    pattern:
      "\x60(?:[a-z][a-z0-9.-]{2,30}|[\\w.-]{1,40}@[\\w.-]{3,40})\x60 / \x60([^\\s\x60@(.][^\\s\x60(.]{7,40})\x60",
    looks: "made-up",
  },
  "login-statement": {
    keywords: ["connect to ", ".logon ", "netsh wlan", "openssl passwd", "--encrypt "],
    pattern: String.raw`(?i)\buser\s+["']?[\w.@$-]{1,40}["']?\s+using\s+["']?([^\s"';]{5,80})|\.logon\s+\S{1,60}/\S{1,40},([^\s;]{5,80})|netsh wlan[^\n]*\skey=["']?([^\s"']{8,63})|openssl passwd\s+(?:-\w+\s+)*([^\s)"'$-][^\s)"']{4,60})|\s--encrypt\s+["']?([^\s"'$-][^\s"']{4,60})`,
    looks: "worded",
  },
  "login-value": {
    keywords: [
      ":pserver:",
      "[proxylist]",
      "[users]",
      "[admins]",
      "root:",
      "admin:",
      'command "',
      "command '",
      "command=",
      "command echo",
      "login=",
      "@tcp(",
      "@unix(",
      " on >",
      "k 8\npassword",
    ],
    pattern: String.raw`(?i):pserver:[\w.-]{1,40}:([^\s:@]{4,80})@|\[proxylist\]\s*\n(?:#[^\n]*\n)*\w+\s+\S+\s+\d+\s+\S+\s+(\S{4,80})|\[(?:users|admins)\]\s*\n\s*[\w.@-]{1,40}\s*=\s*([^\s,]{6,80})|(?m:^)(?:root|\w{0,10}admin|\w{0,8}backup|postgres|deploy|oracle):([^\s:]{6,60})(?m:$)|pass\w{0,6}-?command["']?[ =:]+["']?(?:echo|printf)\s+["']?([^\s"']{4,80})|\blogin=[\w.@-]{1,40}:([^\s:"'/]{4,80})|["'\x60][\w.-]{1,40}:([^\s"'@]{4,80})@(?:tcp|unix)\(|\buser\s+\S{1,40}\s+on\s+>(\S{4,80})|\bK 8\r?\npassword\r?\nV \d+\r?\n(\S{4,80})`,
    looks: "worded",
  },
  "chap-secrets": {
    keywords: ["# client"],
    pattern: String.raw`(?m)^# client\s+server\s+secret[^\n]*\n\s*(?:#[^\n]*\n\s*)*\S+\s+\S+\s+["']?([^\s"']{4,})`,
    looks: "chosen",
  },
  "installer-password": {
    keywords: ["passwd/"],
    pattern: String.raw`\bpasswd/[\w-]*password(?:-again)?\s+password\s+(\S{4,})`,
    looks: "chosen",
  },
  "twilio-pair": {
    keywords: ["client("],
    pattern: String.raw`\bAC[0-9a-f]{32}["'],\s*["']([0-9a-f]{32})["']`,
    looks: "random",
  },
  "user-and-password": {
    keywords: [" / "],
    pattern: String.raw`(?i)\b(?:(?:login|user(?:name)?|account|access|zugang|credentials|identifiants?|credenciales|credenziali|credenciais|inloggegevens|zugangsdaten|anmeldedaten|accès|acceso|accesso|acesso|usuario|utente|utilisateur|benutzer|gebruiker)\s*[:=]\s*[\w.@-]+|admin|root)\s+/\s+([^\s"'<>]{6,60})`,
    looks: "worded",
  },
  "telegram-token": { keywords: [":aa"], pattern: String.raw`(?:\b|bot)\d{8,10}:AA[\w-]{32,34}` },
  "shared-access-signature": { keywords: ["sig="], pattern: String.raw`(?i)[?&;"'\s]sig=[a-z0-9%+/_-]{28,}` },
  "azure-key": {
    keywords: ["key=", "secretvalue="],
    pattern: String.raw`(?i)(?:accountkey|sharedaccesskey|sharedsecretvalue)\s*=\s*[a-z0-9+/]{28,}={0,2}`,
  },
  "authorization-header": {
    keywords: ["authorization", "bearer", "basic "],
    pattern: String.raw`(?i)\b(?:authorization["']?\s*[:=,]?\s*(?:"?value"?\s*:\s*)?["'\x60]?\s*(?:basic|bearer|token|digest|apikey|negotiate|key)|bearer|basic)\s+([\w.=~+/-]{12,})`,
    looks: "random",
  },
  cookie: {
    keywords: ["cookie"],
    pattern: String.raw`(?i)cookie["']?\s*[:=,(]\s*(?:"?value"?\s*:\s*)?["'\x60]?[^\n"'\x60]*?[\w.-]=([^;\s"']{12,})`,
    looks: "random",
  },
  "query-credential": {
    keywords: [
      "key=",
      "token=",
      "secret=",
      "password=",
      "passwd=",
      "pwd=",
      "auth=",
      "appid=",
      "sig=",
      "pass=",
      "signature=",
    ],
    pattern: String.raw`(?i)[?&](?:[\w.-]{0,30}(?:key|token|secret|auth|sig|signature)|code|appid|x-amz-signature)=([\w.%~+/=-]{12,200})`,
    looks: "random",
  },
  "address-for-one": {
    keywords: [
      "/reset",
      "/invit",
      "/magic",
      "/verify",
      "/confirm",
      "/activat",
      "/set-password",
      "/join/",
      "/share",
      "/unlock",
      "/login",
      "/signin",
    ],
    pattern: String.raw`(?i)https?://[^\s"'<>]{1,200}/(?:reset|invit|magic|verify|confirm|activat|set-password|join|share|unlock)[\w-]{0,20}/(?:[\w-]{1,20}/)?([\w-]{20,200})(?:[^\w./-]|$)|https?://[^\s"'<>?]{1,200}/(?:reset|invit|magic|verify|confirm|activat|set-password|login|signin|unlock)[\w/-]{0,40}\?(?:[\w-]{1,20}=[^\s"'&]{0,60}&(?:amp;)?){0,4}(?:code|ticket|otp|link|id|t|k|h)=([\w-]{16,200})`,
    looks: "random",
  },
  "pgpass-line": {
    keywords: [":5432:", ":*:", ":5433:", ":6432:"],
    pattern: String.raw`(?m)^["'\s]*[\w.*-]{1,80}:(?:\d{2,5}|\*):[\w*-]{1,60}:[\w.*-]{1,60}:([^\s:"'\\]{4,100})["',]{0,2}\s*$`,
    looks: "chosen",
  },
  "aws-secret": {
    keywords: ["aws", "amazon", "secret", "akia", "asia"],
    pattern: String.raw`(?i)(?:aws|amazon|secret)[\w .-]{0,30}["'\]]{0,2}\s*(?:=>|[:=,>])\s*["'\x60]?([A-Za-z0-9/+]{40})(?:["'\x60\s\\<,;&]|$)`,
    looks: "random",
  },
};

const asRule = ([id, { keywords, pattern, looks }]: readonly [string, OwnRule]): SecretRule => ({
  id,
  keywords,
  pattern,
  ...(looks && { looks }),
  entropy: 0,
  group: 0,
  exceptions: [],
});

/** Rules beside those of the maintained set: what it lets pass on purpose, or does not know, and a corpus should not hold. */
export const OWN_SECRET_RULES: readonly SecretRule[] = [
  ...Object.entries(RULES).map(asRule),
  ...Object.entries(COMMANDS).map(([keyword, pattern]) =>
    asRule([
      `password-of-${keyword.replace(/\W+/g, "-")}`,
      { keywords: keyword.split("|"), pattern, looks: "chosen" },
    ]),
  ),
];
