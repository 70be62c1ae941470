import type { SecretRule } from "./secretRule";

interface OwnRule {
  readonly keywords: readonly string[];
  readonly pattern: string;
  readonly looks?: SecretRule["looks"];
}

/** A dollar sign as shells and compose files escape it. */
const DOLLAR = String.raw`\\?\${1,2}`;
const CRYPT = "[./A-Za-z0-9]";
const BASE64 = "[A-Za-z0-9+/=]";
const hash = (name: string, rest: string) => `${DOLLAR}${name}${DOLLAR}${rest}`;

/** Hashes of passwords, from which short ones are found by trying. */
const HASHES: readonly string[] = [
  hash("2[abxy]", String.raw`\d\d${DOLLAR}${CRYPT}{53}`),
  hash("(?:apr1|1|8|9)", `${CRYPT}+${DOLLAR}${CRYPT}{20,}`),
  hash("[56]", String.raw`(?:rounds=\d+${DOLLAR})?${CRYPT}+${DOLLAR}${CRYPT}{43,}`),
  hash("(?:y|gy|7)", `${CRYPT}+${DOLLAR}${CRYPT}+(?:${DOLLAR}${CRYPT}{20,})?`),
  hash(
    "argon2(?:id|i|d)",
    String.raw`(?:v=\d+${DOLLAR})?m=\d+,t=\d+,p=\d+${DOLLAR}${BASE64}{8,}${DOLLAR}${BASE64}{16,}`,
  ),
  hash("[PHS]", `${CRYPT}{31,}`),
  hash(String.raw`(?:pbkdf2-sha\d+|scrypt|sha1|krb5\w+|s0)`, String.raw`[^\s"']{20,}`),
  String.raw`\b(?:pbkdf2_sha\d+|bcrypt_sha256|scrypt|sha1|md5|argon2)${DOLLAR}[\w.+/=,-]+${DOLLAR}[\w.+/=$-]{16,}`,
  String.raw`\b(?:pbkdf2:sha\d+:\d+|scrypt:\d+:\d+:\d+)${DOLLAR}\w{4,40}${DOLLAR}[0-9a-f]{32,}`,
  String.raw`\bgrub\.pbkdf2\.sha512\.\d+\.[0-9A-F]{32,}`,
  String.raw`\bSCRAM-SHA-\d+\$\d+:[A-Za-z0-9+/=]{8,}\$[A-Za-z0-9+/=:]{20,}`,
  String.raw`(?i)\{(?:ssha|sha|smd5|md5|ssha256|ssha512|sha256|sha512|crypt|pbkdf2\S{0,20})\}[A-Za-z0-9+/=$.]{20,}`,
  String.raw`:\d{1,9}:[0-9a-fA-F]{32}:[0-9a-fA-F]{32}:::`,
  String.raw`(?i)(?:\bpassword\b|\bidentified\b|\bauthentication_string\b|\bhash\b)[^\n*]*\*[0-9a-f]{40}\b`,
  String.raw`\bmd5[0-9a-f]{32}\b`,
  String.raw`(?i)\b(?:password|secret|key) [5-9] (?:[0-9a-f]{8,}|\$\d\$\S{8,})`,
  String.raw`(?m)^[\w.-]+:[^:\n]+:[0-9a-f]{32}\s*$`,
];

const USER = String.raw`["'][^"'\n]+["']`;
const TEXT = String.raw`["']([^"'\n]{4,})["']`;
const ARGUMENT = String.raw`(?:["']([^"'\n]{3,100})["']|([^\s"'-][^\s"'|;]{2,100}))`;
const command = (names: string, option: string) =>
  String.raw`(?i)\b(?:${names})\b[^\n|;]{0,200}?\s${option}${ARGUMENT}`;

/** Commands that take a password as an argument. */
const COMMANDS: Readonly<Record<string, string>> = {
  mysql: command("mysql(?:dump|admin|import|check|pump|show|sh)?|mariadb(?:-dump|-admin)?", "-p"),
  mariadb: command("mariadb(?:-dump|-admin)?", "-p"),
  mongo: command("mongo(?:sh|dump|restore|export|import|stat)?", "-p[ =]?"),
  sshpass: command("sshpass", "-p ?"),
  "redis-cli": command("redis-cli", "-a "),
  ldap: command("ldap(?:search|modify|add|delete|passwd|whoami)", "-w ?"),
  "smbclient|rpcclient|smbmap": command("smbclient|rpcclient|smbmap", String.raw`-U ?["']?[\w\\.-]{1,40}%`),
  docker: command("docker login", "-p[ =]"),
  podman: command("podman login", "-p[ =]"),
  helm: command("helm", "-p "),
  "wget|lftp|ncftp": command("wget|lftp|ncftpput|ncftpget", String.raw`-[up] ?(?:[\w.@-]{1,40},)?`),
  "sqlcmd|bcp |osql|isql|tsql": command("sqlcmd|bcp|osql|isql|tsql", "-P ?"),
  ipmitool: command("ipmitool", "-P "),
  mosquitto: command("mosquitto_(?:pub|sub|rr)", "-P "),
  "openssl enc": command("openssl enc", "-k "),
  "unrar| rar ": command("(?:un)?rar", "-h?p"),
  "option key": String.raw`\boption\s+key\s+["']([^"'\n]{8,63})["']`,
  zip: command("(?:un)?zip", "-P ?"),
  "7z": command("7z[ar]?", "-p"),
  "xfreerdp|mstsc|wfreerdp": command("xfreerdp|mstsc|wfreerdp", "/p:"),
  "rdesktop|vncviewer": command("rdesktop|vncviewer", "-p "),
  htpasswd: command("htpasswd", String.raw`-[bcBms]*b[bcBms]*\s+\S{1,80}\s+\S{1,40}\s+`),
  wpa_passphrase: String.raw`(?i)\bwpa_passphrase\s+(?:"[^"\n]{1,40}"|\S{1,40})\s+${ARGUMENT}`,
  "net user": String.raw`(?i)\bnet1?(?:\.exe)?\s+user\s+\S{1,40}\s+([^\s/"']{4,60})(?:\s+/\w|\s*$)`,
  "net use": String.raw`(?i)\bnet1?(?:\.exe)?\s+use\s+[^\n/"']{0,200}\s([^\s/\\"'*:]{4,60})\s+/user:`,
  "snmp-server": String.raw`(?i)\bsnmp-server\s+community\s+(\S{4,60})\s+(?:ro|rw)\b`,
  "chpasswd:": String.raw`(?i)\bchpasswd:\s*(?:expire:\s*\w+\s*)?list:\s*[|>]?-?\s*(?:-\s+)?["']?[\w.-]{1,40}:([^\s"']{4,80})`,
  "pass:": String.raw`(?i)(?:\s-(?:pass|passin|passout)\s+["']?|["'(\s=])pass:([^\s"']{4,100})`,
  sudo: String.raw`(?i)\b(?:echo|printf|<<<)\s*(?:-[ne]\s+)?(?:["']([^"'\n|]{3,})["']|([^\s"'|]{3,}))\s*\|\s*sudo\s+(?:-\w+\s+)*-\w*S`,
  chpasswd: String.raw`(?i)\b(?:echo|printf)\s*(?:-[ne]\s+)?["']?[\w.-]{1,40}:([^"'\n|]{3,80}?)(?:\\n)?["']?\s*\|\s*(?:sudo\s+)?chpasswd`,
  "passwd --stdin": String.raw`(?i)\b(?:echo|printf)\s*(?:-[ne]\s+)?["']?([^"'\n|]{3,80}?)["']?\s*\|\s*(?:sudo\s+)?passwd\s+--stdin`,
  assword: String.raw`(?i)assword[^\n]{0,30}["}]?\s*[\n;]?\s*(?:send|sendline)\s*\(?(?:--\s+)?["']([^"'\\\n]{3,80})(?:\\[rn])?["']`,
  "sqlplus|expdp|impdp|sqlldr|rman ": String.raw`(?i)\b(?:sqlplus|expdp|impdp|sqlldr|rman)\s+(?:-\w+\s+)*["']?[\w$]{1,40}/([^\s@"'/]{3,60})(?:@|\s|$)`,
  "oracle:thin": String.raw`(?i)jdbc:oracle:\w{2,5}:[\w$]{1,40}/([^\s@"']{3,60})@`,
  identified: String.raw`(?i)\b(?:user|role|grant)\b[^;\n]*?\bidentified\s+(?:(?:with|via)\s+\S+\s+)?(?:by|as|using)\s+(?:password\s*\(?\s*|values\s+)?["']([^"'\n]{3,120})["']`,
  "identified by ": String.raw`(?i)\b(?:create|alter)\s+(?:user|role)\s+\S+\s+identified\s+by\s+([^\s"'\x60;,()]{4,80})`,
  "set password": String.raw`(?i)\bset\s+password\s+(?:for\s+\S{1,80}\s*)?=\s*(?:\w+\s*\(\s*)?["']([^"'\n]{3,120})["']`,
  "role ": String.raw`(?i)\b(?:role|user|login)\b[^;\n]*?\bpassword\s*=?\s*N?["']([^"'\n]{3,120})["']`,
  securestring: String.raw`(?i)securestring["']?\s*\(?\s*(?:-string\s+)?\(?["']([^"'\n]{3,120})["']`,
  asplaintext: String.raw`(?i)["']([^"'\n]{3,120})["']\s*\|?\s*(?:convertto-securestring\s+)?-asplaintext`,
};

/** Calls that take a user and a password. */
const CREDENTIAL_PAIR = String.raw`(?i)(?:networkcredential|usernamepassword\w*|httpbasicauth|httpdigestauth|basic_?auth|passwordauthentication|pscredential|setcredentials|addcredentials|add_password|\bauth|\blogin|\bcredentials)["']?\s*(?:[=:]\s*)?[(\[]\s*(?:[A-Z][\w.]*,\s*)*${USER}\s*,\s*${TEXT}`;
/** Calls that take a place, a user and a password, and may have more behind them. */
const ARGUMENT_BEFORE = String.raw`(?:["'][^"'\n]*["']|[$\w.]+)\s*,\s*`;
const CONNECTION = String.raw`(?i)(?:connect(?:ion)?|\bpdo|\bmysqli|\bwifi\w*\.begin|\bsequelize|createaccount|createuser|adduser)\(\s*${ARGUMENT_BEFORE}(?:${ARGUMENT_BEFORE})?${TEXT}`;

const RULES: Readonly<Record<string, OwnRule>> = {
  "private-key-block": {
    keywords: ["private key"],
    pattern: String.raw`(?i)-{4,5} ?BEGIN[ A-Z0-9_-]{0,60}PRIVATE KEY(?: BLOCK)? ?-{4,5}(?:[^A-Za-z-]|\\+[nrt]|<br ?/?>|&#x?\w{1,3};)*(?:[A-Za-z-]+:[^\n\\]*(?:[^A-Za-z-]|\\+[nrt])+)*[a-z0-9+/=]{32,}`,
  },
  "putty-key": {
    keywords: ["private-lines"],
    pattern: String.raw`(?i)private-lines:\s*\d+(?:\s|\\+[nr]|["'+,>#*])*[a-z0-9+/=]{20,}`,
  },
  "password-hash": {
    keywords: [
      "$2",
      "$1$",
      "$5$",
      "$6$",
      "$$1",
      "$$5",
      "$$6",
      "\\$1",
      "\\$5",
      "\\$6",
      "apr1",
      "$y",
      "$gy",
      "$7$",
      "$8$",
      "$9$",
    ]
      .concat([
        "argon2",
        "pbkdf2",
        "scrypt",
        "bcrypt",
        "scram-sha",
        "sha}",
        "sha256}",
        "sha512}",
        "md5}",
        "crypt}",
        ":::",
      ])
      .concat([
        "$p$",
        "$h$",
        "$s$",
        "sha1$",
        "md5",
        "krb5",
        "identified",
        "password",
        "_string",
        "secret ",
        "key 7",
        "hash",
      ]),
    pattern: HASHES.map((pattern) => `(?:${pattern})`).join("|"),
  },
  "credential-pair": {
    keywords: ["credential", "auth", "login", "usernamepassword", "add_password"],
    pattern: CREDENTIAL_PAIR,
    looks: "chosen",
  },
  "connection-arguments": {
    keywords: ["connect(", "connection(", "pdo(", "mysqli(", ".begin(", "sequelize(", "account(", "user("],
    pattern: CONNECTION,
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
    keywords: [" -u ", " -a ", " --user", " /u:", " /u ", " /ru "],
    pattern: String.raw`(?i)(?:^|\s)(?:(?:-u|--user(?:name)?|/r?u)[ =:]["']?[\w.@\\-]+["']?\s+(?:-p|/r?p)[ =:]?|-[au] ["']?[\w.@-]+:)["']?([^\s"']{6,80})`,
    looks: "made-up",
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
    pattern: String.raw`(?i)\b(?:(?:login|user(?:name)?|account|access|zugang|credentials)\s*[:=]\s*[\w.@-]+|admin|root)\s+/\s+([^\s"'<>]{6,60})`,
    looks: "made-up",
  },
  "telegram-token": { keywords: [":aa"], pattern: String.raw`(?:\b|bot)\d{8,10}:AA[\w-]{32,34}` },
  "shared-access-signature": { keywords: ["sig="], pattern: String.raw`(?i)[?&;"'\s]sig=[a-z0-9%+/_-]{28,}` },
  "azure-key": {
    keywords: ["key=", "secretvalue="],
    pattern: String.raw`(?i)(?:accountkey|sharedaccesskey|sharedsecretvalue)\s*=\s*[a-z0-9+/]{28,}={0,2}`,
  },
  "web-key": {
    keywords: ['kty"'],
    pattern: String.raw`"kty"[^{}]*"(?:d|k)"\s*:\s*"[\w-]{20,}"|"(?:d|k)"\s*:\s*"[\w-]{20,}"[^{}]*"kty"`,
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
  "ethereum-key": {
    keywords: ["0x"],
    pattern: String.raw`(?i)(?:wallet|account|priv|signer|deployer|mnemonic|secret|pk\b)[\w.-]{0,40}["'\]]{0,2}\s*[(:=,\s]\s*[\[(]?\s*["']?(0x[0-9a-f]{64})\b`,
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
