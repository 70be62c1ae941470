import type { OwnRule } from "./secretRule";

const VALUE = String.raw`([^\s"'\x60,;<>]{6,80})`;

/** Words for a user and a password together, and for the use of them. */
const LOGIN_WORDS =
  "login|credentials|creds|zugangsdaten|anmeldedaten|identifiants|credenciales|credenziali|credenciais|inloggegevens";
const LOGGING_IN =
  "log in|logs in|sign in|signs in|anmelden|einloggen|connectez-vous|connecter|conectar|entrar|entra|accedi|accedere|inloggen";
const SEPARATED = String.raw`(?:\s?/\s?|\s:\s|\sand\s|\sund\s|\set\s|\sy\s|\se\s|\sen\s)`;
const LOGIN_USER = String.raw`\x60?[\w.@+-]{2,60}\x60?`;
const SPOKEN = [
  String.raw`(?i)\b(?:${LOGIN_WORDS})["']?\s{0,2}(?:[:=(]|\s(?:is|are|sont|sind|son|sono|são|zijn))\s{0,2}${LOGIN_USER}${SEPARATED}\x60?${VALUE}`,
  String.raw`(?i)\b(?:credentials|zugangsdaten|credenciales|identifiants|credenziali|inloggegevens)\s?[:(]\s?${LOGIN_USER}, \x60?${VALUE}`,
  String.raw`(?i)\b(?:login|credentials|creds|zugangsdaten)["']?\s{0,2}[\w.@-]{2,30}\s?/\s?${VALUE}`,
  String.raw`(?i)\b(?:${LOGGING_IN})\s(?:as|mit|avec|con|com|met)\s${LOGIN_USER}(?:\s?/\s?|\s(?:with|mit|und|avec|et|con|y|com|e|en)\s)\x60?${VALUE}`,
  String.raw`(?i)(?:log ?in|sign ?in|credentials)[^\n\x60]{0,40}\x60[\w.@-]{2,40}[:/]([^\s\x60/:]{6,60})\x60`,
  String.raw`(?i)credentials[^\n\x60]{0,40}\x60[\w.@-]{2,40}\x60\s?/\s?\x60([^\s\x60/]{6,60})\x60`,
  String.raw`(?i)\b(?:log|sign)s? in[^\n]{0,20}:\s${LOGIN_USER}\s?[:/]\s?${VALUE}`,
];

/** Logins and keys of devices and networks that no word for a password stands in front of. */
export const LOGIN_RULES: Readonly<Record<string, OwnRule>> = {
  "device-key": {
    keywords: [
      "acs-server",
      "radius-server",
      "isakmp key",
      "authentication-key",
      "digest-key",
      "key-string",
      "psk ascii",
      "snmp-server user",
      "ppp chap",
      "ppp pap",
      "standby ",
      "scrypt secret",
    ],
    pattern: String.raw`(?i)(?:acs-server\s[^\n]*?key|radius-server\s[^\n]*?key|isakmp key|authentication-key(?: \d+ md5)?|digest-key \d+ md5|key-string|psk ascii|ppp \w+ password|snmp-server user [^\n]*?auth \w+|standby \d+ authentication(?: md5 key-string)?|scrypt secret)\s+(?:\d\s+)?["']?${VALUE}`,
    looks: "made-up",
  },
  "login-line": {
    keywords: [
      "monitor ",
      "auth-pass ",
      "allow ",
      "loginmodule",
      " : eap ",
      " : xauth ",
      "://dav",
      "/dav",
      "remote.php",
      "1 sha1 ",
      "tacacs",
      "radius",
      "set-key ascii",
      "<pass ",
      ":10\n",
      ", admin",
    ],
    pattern: String.raw`(?im)^\s*MONITOR\s+\S{1,60}\s+\d+\s+\S{1,40}\s+(\S{6,60})\s+(?:master|slave|primary|secondary)|\bauth-pass\s+\S{1,40}\s+(\S{6,80})\s*$|^\s*allow\s+[\w.-]{1,40}:["']?([^\s"']{6,60})["']?(?:\s|$)|\buser_\w{1,40}\s*=\s*"([^"\s]{6,60})"|^\s*[\w.@-]{1,60}\s:\s(?:eap|xauth)\s+["']?([^\s"']{6,60})|^(?:https?|davs?)://\S{3,80}[ \t]+[\w.@-]{2,40}[ \t]+["']?([^\s"':/]{6,60})["']?\s*$|^\s*\d+\s+(?:sha1|md5|crc)\s+(\S{6,60})\s*$|\b(?:tacacs|radius)[^\n]*\n(?:\s+[^\n]*\n){0,6}?\s+key\s+(?:\d\s+)?([^\s"']{6,60})\s*$|set-key\s+ascii\s+(?:\d\s+)?([^\s"']{6,63})|<pass\s[^\n]*\n(?:\s*\w+\s*=[^\n]*\n){0,3}?\s*hash\s*=\s*(\S{6,140})|^[a-z][\w.@-]{1,30}:([^\s:]{6,60}):(?:10|5)\s*$|^[a-z][\w.@-]{1,30}:\s+([^\s,:]{6,60}),\s?(?:admin|user|root|manager)\b`,
    looks: "made-up",
  },
  "network-key": {
    keywords: ["ssid", "wifi", "wi-fi", "wlan", "wpa2"],
    pattern: String.raw`(?i)\b(?:ssid|wi-?fi|wlan|wpa2?)\b[^\n]{0,60}(?:\n[^\n\w]{0,10})?\b(?:key|code|schl(?:ü|ue)ssel|clave|clé)["']?\s*[:=]?\s*["']?${VALUE}|\b(?:wi-?fi|wlan|ssid)\b[:\s][^\n/,]{1,30}[/,]\s?(?:wpa2?:\s?)?${VALUE}\s*(?:\n|$)`,
    looks: "made-up",
  },
  "network-code": {
    keywords: ["wifi:", "wpa"],
    pattern: String.raw`(?i)\bwifi:(?:[a-z]:[^;\n]*;)*p:([^;\n]{8,63})|\bwpa2?[- ](?:key|psk)\b\W{1,4}(\d{12,63})\b`,
    looks: "chosen",
  },
  "nickname-password": {
    keywords: ["identify "],
    pattern: String.raw`(?im)nickserv\s+:?identify\s+(?:\w{1,30}\s+)?([^\s"']{6,80})["']?;?\s*$`,
    looks: "worded",
  },
  "user-line": {
    keywords: ["\nuser ", "\nopen "],
    pattern: String.raw`(?m)^[ \t]*user[ \t]+[\w.@-]{1,40}[ \t]+([^\s"'|;:(){}<>]{6,60})[ \t]*$|^open[ \t]+\S{1,80}\r?\n[\w.@-]{1,40}\r?\n(\S{6,60})[ \t]*$`,
    looks: "made-up",
  },
  "user-in-plain-text": {
    keywords: ["plaintext ", "cleartext "],
    pattern: String.raw`(?i)\b(?:password|user)\b[^\n"']{1,60}\s(?:plain|clear)text\s+["']?${VALUE}`,
    looks: "made-up",
  },
  "inserted-user": {
    keywords: ["insert into"],
    pattern: String.raw`(?i)insert into [\w.\x60"\[]{0,40}(?:user|account|login|member|admin|customer|credential)\w{0,20}[\x60"\]]?\s+values\s*\((?:[^'()\n]{0,40},\s*)?'[\w.@-]{1,60}'\s*,\s*'([^'\s]{6,100})'`,
    looks: "made-up",
  },
  "kubernetes-text": {
    keywords: ["stringdata:"],
    pattern: String.raw`(?m)^[ \t]*stringData:[ \t]*\n(?:[ \t]+[^\n]*\n){0,20}?[ \t]+[\w.-]{1,60}:[ \t]*["']?([^\s"']{6,100})["']?[ \t]*$`,
    looks: "made-up",
  },
  "login-of-account": {
    keywords: [
      "account",
      "login",
      "credentials",
      "creds",
      "zugang",
      "konto",
      "compte",
      "cuenta",
      "conto ",
      "conta ",
    ],
    pattern: String.raw`(?i)\b(?:accounts?|logins?|credentials|creds|zugang|konto|compte|cuenta|conto|conta)(?:[ \t](?:still )?(?:is|was|are|works?|ist|est|es|è|é))?[,:]?[ \t][("'\x60*]{0,2}([\w.@-]{2,40}["'\x60*]{0,2}(?:[ \t]?/[ \t]?|:[ \t]?)["'\x60*]{0,2}[^\s"'\x60,;<>)]{6,60})`,
    looks: "login",
  },
  "user-of-ipsec": {
    keywords: [" : eap ", " : xauth ", " : psk ", ": psk "],
    pattern: String.raw`(?im)^[\w.@%" \t-]{0,80}:\s(?:eap|xauth|psk)\s+"([^"\n]{4,80})"`,
    looks: "chosen",
  },
  "spoken-login": {
    keywords: [" login ", "rasdial ", "autologon ", "setcredentials ", "auth plain", "ugfzc3dvcmq6"],
    pattern: String.raw`(?m)(?:^|\s)LOGIN\s+"?[\w.@-]{1,40}"?\s+"?([^\s"']{6,80})"?\s*$|(?i:rasdial\s+\S{1,30}\s+\S{1,40}\s+|autologon\s[^\n]*?\s|setcredentials\s[^\n]*?\s)([^\s"']{6,80})\s*$|(?i:auth plain\s+)([A-Za-z0-9+/]{12,}=*)|UGFzc3dvcmQ6\s+([A-Za-z0-9+/]{8,}=*)`,
    looks: "made-up",
  },
  "user-and-p": {
    keywords: ["\np:", " p:", " p=", "\np="],
    pattern: String.raw`(?i)\bu(?:ser)?\s*[:=]\s*[\w.@-]{1,40}[\s,;]+p\s*[:=]\s*${VALUE}`,
    looks: "made-up",
  },
  "user-slash-password": {
    keywords: ["conn ", "\nconnect "],
    pattern: String.raw`(?im)^conn(?:ect)?\s+\w{1,30}/([^\s@/;]{4,60})(?:@\S{1,60})?;?\s*$`,
    looks: "made-up",
  },
  "spoken-credentials": {
    keywords: [LOGIN_WORDS, LOGGING_IN].flatMap((words) => words.split("|")),
    pattern: SPOKEN.map((pattern) => `(?:${pattern})`).join("|"),
    looks: "made-up",
  },
  "disk-recovery": {
    keywords: ["recovery", "bitlocker", "-rp "],
    pattern: String.raw`\b(?:\d{6}-){7}\d{6}\b`,
  },
  "written-to-file": {
    keywords: ["echo "],
    pattern: String.raw`(?i)\becho\s+(?:-n\s+)?["']?([^\s"'>$]{6,80})["']?\s*>{1,2}\s*\S{0,60}(?:passw|secret|token|\.pass|/pass|\spass|creds)`,
    looks: "worded",
  },
};
