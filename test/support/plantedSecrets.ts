import { wordlist } from "@scure/bip39/wordlists/english.js";
import { createRandom, type Random } from "../../src/core/random";
import { FURTHER } from "./furtherSecrets";

/** A file with one made-up secret in it. */
export interface Planted {
  readonly kind: string;
  readonly path: string;
  readonly text: string;
}

/** What plants one secret of a kind: the file's name and its text. */
export type Plant = (make: Maker) => readonly [path: string, text: string];

const LOWER = "abcdefghijklmnopqrstuvwxyz";
const UPPER = LOWER.toUpperCase();
const DIGITS = "0123456789";
const SYMBOLS = "!@#$%^&*";
const HEX = `${DIGITS}abcdef`;
const ALNUM = LOWER + UPPER + DIGITS;
const BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

const WORDS =
  `sommer winter dragon falcon monkey orange banana purple silver golden thunder phoenix pumpkin charlie jordan soccer hockey
  hunter shadow tiger panda pirate rocket wizard garden coffee cookie bandit maverick gandalf matrix munich berlin paris lisbon
  sunshine starwars football princess whatever computer internet michelle jessica blumenkohl regenbogen fromage bonjour
  amigo estrella princesa futebol kaktus schnitzel kartoffel wanderer nachtigall papillon montagne`.split(
    /\s+/,
  );

/** Makes things up from a seed. */
export interface Maker {
  pick<T>(list: readonly T[]): T;
  chars(count: number, alphabet?: string): string;
  between(low: number, high: number): number;
  /** A password that a person thinks of, or lets a program make. */
  password(): string;
  user(): string;
  host(): string;
  base64(bytes: number): string;
}

export function maker(random: Random): Maker {
  const pick = <T>(list: readonly T[]): T => list[random.nextBelow(list.length)];
  const between = (low: number, high: number) => low + random.nextBelow(high - low + 1);
  const chars = (count: number, alphabet = ALNUM) =>
    Array.from({ length: count }, () => alphabet[random.nextBelow(alphabet.length)]).join("");
  const capital = (word: string) => word[0].toUpperCase() + word.slice(1);
  const leet = (word: string) =>
    word.replace(/a/, "@").replace(/o/, "0").replace(/i/, "1").replace(/e/, "3").replace(/s/, "$");
  const styles: readonly (() => string)[] = [
    () => `${capital(pick(WORDS))}${between(1, 2099)}${pick(["", "!", "?", "#", "!!"])}`,
    () => `${leet(pick(WORDS))}${between(1, 99)}`,
    () => mixed(between(8, 10), LOWER + UPPER + DIGITS),
    () => mixed(between(8, 24), LOWER + UPPER + DIGITS + SYMBOLS),
    () => `${pick(WORDS)}${pick(["", "_", "-", "."])}${pick(WORDS)}${between(1, 99)}`,
    () => `${pick(WORDS)}${between(1, 999)}`,
  ];
  const mixed = (length: number, alphabet: string) =>
    `${chars(1, LOWER + UPPER)}${chars(length - 2, alphabet)}${chars(1, DIGITS)}`;
  return {
    pick,
    chars,
    between,
    password: () => pick(styles)(),
    user: () =>
      pick(["app", "svc_backup", "deploy", "maria", "jdoe", "root", "postgres", "reporting", "admin"]),
    host: () =>
      `${pick(["db", "mail", "files", "git", "cache"])}${between(1, 20)}.${pick(["corp.lan", "example.net", "intern"])}`,
    base64: (bytes) => Buffer.from(chars(bytes, ALNUM + SYMBOLS)).toString("base64"),
  };
}

const q = JSON.stringify;
const b64 = (text: string) => Buffer.from(text).toString("base64");
const xml = (text: string) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;");
const pem = (m: Maker, kind: string, end = "\n") =>
  [
    `-----BEGIN ${kind}-----`,
    ...Array.from({ length: m.between(3, 20) }, () => m.chars(64, `${ALNUM}+/`)),
    `-----END ${kind}-----`,
  ].join(end);
const notebook = (source: readonly string[]) =>
  JSON.stringify(
    {
      cells: [{ cell_type: "code", metadata: {}, outputs: [], source }],
      metadata: {},
      nbformat: 4,
      nbformat_minor: 5,
    },
    null,
    1,
  );
const hex = (m: Maker, n: number) => m.chars(n, HEX);
const key = (m: Maker) =>
  m.pick([
    "password",
    "db_password",
    "DB_PASSWORD",
    "passwd",
    "smtp_password",
    "adminPassword",
    "PGPASSWORD",
    "redis_pass",
    "user-password",
  ]);

/** Passwords that people choose, by where they stand. */
const CHOSEN: Readonly<Record<string, Plant>> = {
  yaml: (m) => [
    `${m.pick(["config", "app", "values"])}.yml`,
    `database:\n  host: ${m.host()}\n  user: ${m.user()}\n  ${key(m)}: ${m.password().replace(/^[@%&*!]/, "x")}\n  pool: 5\n`,
  ],
  "yaml-quoted": (m) => [
    "deploy.yaml",
    `env:\n  - name: ${m.pick(["DB_PASSWORD", "SMTP_PASS", "ADMIN_PASSWORD"])}\n    value: "${m.password()}"\n`,
  ],
  "yaml-single-quoted": (m) => ["play.yaml", `- hosts: all\n  vars:\n    ${key(m)}: '${m.password()}'\n`],
  "compose-list": (m) => [
    "docker-compose.yml",
    `services:\n  db:\n    environment:\n      - POSTGRES_USER=${m.user()}\n      - POSTGRES_PASSWORD=${m.password()}\n`,
  ],
  json: (m) => [
    "settings.json",
    JSON.stringify({ host: m.host(), user: m.user(), [key(m)]: m.password(), retries: 3 }, null, 2),
  ],
  "json-compact": (m) => ["data.json", JSON.stringify({ user: m.user(), password: m.password() })],
  env: (m) => [
    "variables.sh.txt",
    `APP_ENV=production\n${m.pick(["DB_PASSWORD", "MYSQL_ROOT_PASSWORD", "REDIS_PASSWORD", "MAIL_PASSWORD"])}=${m.password()}\nDEBUG=0\n`,
  ],
  "env-export": (m) => [
    "setup.sh",
    `#!/bin/sh\nexport ${m.pick(["PGPASSWORD", "DB_PASS", "MYSQL_PWD"])}=${m.pick(["'", '"', ""])}`.replace(
      /(['"]?)$/,
      (quote) => `${quote}${m.password().replace(/[$&*#!]/g, "7")}${quote}\n`,
    ),
  ],
  ini: (m) => ["server.ini", `[database]\nuser = ${m.user()}\npassword = ${m.password()}\nport = 3306\n`],
  "ini-pass": (m) => ["alarm.conf", `[smtp]\nuser=${m.user()}\npass=${m.password()}\n`],
  properties: (m) => [
    "application.properties",
    `spring.datasource.url=jdbc:postgresql://${m.host()}/app\nspring.datasource.password=${m.password()}\n`,
  ],
  toml: (m) => ["config.toml", `[database]\nuser = "${m.user()}"\npassword = "${m.password()}"\n`],
  "xml-element": (m) => [
    "server.xml",
    `<server>\n  <username>${m.user()}</username>\n  <password>${xml(m.password())}</password>\n</server>\n`,
  ],
  "xml-attribute": (m) => [
    "context.xml",
    `<Resource name="jdbc/app" username="${m.user()}" password="${xml(m.password())}" />\n`,
  ],
  "xml-add-key": (m) => [
    "app.config.xml",
    `<appSettings>\n  <add key="SmtpPassword" value="${xml(m.password())}" />\n</appSettings>\n`,
  ],
  "xml-property": (m) => [
    "beans.xml",
    `<bean>\n <property name="password" value="${xml(m.password())}"/>\n</bean>\n`,
  ],
  "xml-entry": (m) => [
    "prefs.xml",
    `<properties><entry key="db.password">${xml(m.password())}</entry></properties>\n`,
  ],
  unattend: (m) => [
    "unattend.xml",
    `<UserAccounts>\n <AdministratorPassword>\n  <Value>${xml(m.password())}</Value>\n  <PlainText>true</PlainText>\n </AdministratorPassword>\n</UserAccounts>\n`,
  ],
  plist: (m) => [
    "config.plist",
    `<dict>\n\t<key>password</key>\n\t<string>${xml(m.password())}</string>\n</dict>\n`,
  ],
  "sql-identified": (m) => [
    "users.sql",
    `${m.pick(["CREATE USER", "ALTER USER"])} '${m.user()}'@'%' IDENTIFIED BY '${m.password()}';\n`,
  ],
  "sql-identified-with": (m) => [
    "grant.sql",
    `CREATE USER ${m.user()} IDENTIFIED WITH caching_sha2_password BY '${m.password()}';\n`,
  ],
  "sql-oracle": (m) => [
    "schema.sql",
    `CREATE USER reports IDENTIFIED BY "${m.password()}" DEFAULT TABLESPACE users;\n`,
  ],
  "sql-postgres": (m) => [
    "role.sql",
    `${m.pick(["CREATE ROLE", "ALTER ROLE"])} ${m.user()} WITH LOGIN PASSWORD '${m.password()}';\n`,
  ],
  "sql-server": (m) => [
    "login.sql",
    `CREATE LOGIN ${m.user()} WITH PASSWORD = N'${m.password()}', CHECK_POLICY = OFF;\n`,
  ],
  "sql-insert": (m) => ["seed.sql", `UPDATE users SET password = '${m.password()}' WHERE id = 7;\n`],
  "mysql-p": (m) => [
    "backup.sh",
    `mysqldump -h ${m.host()} -u ${m.user()} -p${m.password().replace(/[$&*#!;|]/g, "7")} shop > shop.sql\n`,
  ],
  "mysql-p-quoted": (m) => ["run.md", `Run\n\n    mysql -u ${m.user()} -p'${m.password()}' shop\n`],
  sshpass: (m) => [
    "copy.sh",
    `sshpass -p ${m.pick(["'", '"'])}`.replace(
      /(['"])$/,
      (quote) =>
        `${quote}${m.password().replace(/[$]/g, "7")}${quote} scp a.txt ${m.user()}@${m.host()}:/srv\n`,
    ),
  ],
  "sshpass-bare": (m) => [
    "sync.sh",
    `sshpass -p${m.password().replace(/[$&*#!]/g, "7")} ssh root@${m.host()}\n`,
  ],
  netrc: (m) => ["notes-on-netrc", `machine ${m.host()} login ${m.user()} password ${m.password()}\n`],
  "netrc-lines": (m) => [
    "ftp.conf",
    `machine ${m.host()}\n  login ${m.user()}\n  password ${m.password()}\n`,
  ],
  "ado-net": (m) => [
    "web.cs",
    `var c = "Server=${m.host()};Database=shop;User Id=${m.user()};Password=${m.password()};";\n`,
  ],
  "ado-net-pwd": (m) => [
    "appsettings.json",
    `{\n "ConnectionStrings": { "Main": "Data Source=${m.host()};Uid=${m.user()};Pwd=${m.password()};Encrypt=true" }\n}\n`,
  ],
  jdbc: (m) => [
    "Db.java",
    `  String url = "jdbc:mysql://${m.host()}:3306/shop?user=${m.user()}&password=${m.password().replace(/[&#%]/g, "x")}";\n`,
  ],
  "jdbc-oracle": (m) => [
    "ora.properties",
    `url=jdbc:oracle:thin:scott/${m.password().replace(/[@/]/g, "x")}@//${m.host()}:1521/XE\n`,
  ],
  odbc: (m) => [
    "odbc.py",
    `conn = pyodbc.connect("DRIVER={ODBC Driver 17};SERVER=${m.host()};UID=${m.user()};PWD=${m.password()}")\n`,
  ],
  psk: (m) => ["wpa_supplicant.conf", `network={\n  ssid="Buero"\n  psk="${m.password()}"\n}\n`],
  "psk-bare": (m) => ["hostapd.conf", `interface=wlan0\nwpa_passphrase=${m.password()}\n`],
  ansible: (m) => [
    "hosts",
    `[web]\nweb1 ansible_host=10.0.0.4 ansible_user=${m.user()} ansible_ssh_pass=${m.password()}\n`,
  ],
  "ansible-become": (m) => [
    "group.yml",
    `ansible_user: ${m.user()}\nansible_become_password: "${m.password()}"\n`,
  ],
  csv: (m) => [
    "accounts.csv",
    `name,email,password\nMaria,maria@example.net,${m.password()}\nJonas,jonas@example.net,${m.password()}\n`,
  ],
  "csv-semicolon": (m) => ["konten.csv", `Benutzer;Passwort;Rolle\nmaria;${m.password()};admin\n`],
  "csv-quoted": (m) => [
    "export.csv",
    `"url","username","password","note"\n"https://example.net","maria","${m.password()}",""\n`,
  ],
  tsv: (m) => ["logins.tsv", `user\tpassword\thost\n${m.user()}\t${m.password()}\t${m.host()}\n`],
  "markdown-table": (m) => [
    "ACCESS.md",
    `# Access\n\n| Service | User | Password |\n| --- | --- | --- |\n| Grafana | ${m.user()} | ${m.password()} |\n`,
  ],
  passwort: (m) => ["zugang.txt", `Benutzer: ${m.user()}\nPasswort: ${m.password()}\n`],
  languages: (m) => [
    "acces.txt",
    `${m.host()}\n${m.pick(["Mot de passe", "Contraseña", "Senha", "Wachtwoord", "Hasło", "Heslo", "Lösenord", "Passord", "Adgangskode", "Salasana", "Пароль", "密码", "パスワード", "비밀번호", "Şifre", "Jelszó", "Parolă", "Kennwort"])}${m.pick([":", " :", " ="])} ${m.password()}\n`,
  ],
  "languages-config": (m) => [
    "einstellungen.ini",
    `[zugang]\n${m.pick(["kennwort", "passwort", "motdepasse", "contrasena", "senha", "wachtwoord", "haslo", "heslo", "parola"])}=${m.password()}\n`,
  ],
  markdown: (m) => [
    "README.md",
    `## Login\n\nUser: ${m.user()}\nPassword: ${m.pick(["`", "", "**"])}`.replace(
      /(`|\*\*)?$/,
      (mark) => `${mark}${m.password()}${mark}\n`,
    ),
  ],
  sentence: (m) => [
    "todo.md",
    `- The admin password is ${m.chars(3, LOWER)}${m.password()}${m.between(1, 9)}, change it some day\n`,
  ],
  "python-string": (m) => [
    "client.py",
    `client = connect(host=${q(m.host())}, user=${q(m.user())}, password=${q(m.password())})\n`,
  ],
  "python-dict": (m) => [
    "settings.py",
    `DATABASES = {'default': {'USER': '${m.user()}', 'PASSWORD': '${m.password()}', 'PORT': 5432}}\n`,
  ],
  "python-default": (m) => ["env.py", `import os\npw = os.environ.get("DB_PASSWORD", "${m.password()}")\n`],
  javascript: (m) => ["db.js", `module.exports = { user: '${m.user()}', password: '${m.password()}' };\n`],
  "javascript-default": (m) => [
    "config.ts",
    `export const dbPassword = process.env.DB_PASSWORD ${m.pick(["||", "??"])} "${m.password()}";\n`,
  ],
  java: (m) => ["Login.java", `  private static final String PASSWORD = "${m.password()}";\n`],
  "java-setter": (m) => ["Pool.java", `    dataSource.setPassword("${m.password()}");\n`],
  csharp: (m) => [
    "Mail.cs",
    `client.Credentials = new NetworkCredential("${m.user()}", "${m.password()}");\n`,
  ],
  php: (m) => ["config.php", `<?php\n$db_password = '${m.password()}';\n`],
  "php-define": (m) => ["conf.php", `<?php\ndefine('DB_PASSWORD', '${m.password()}');\n`],
  "php-array": (m) => [
    "db.php",
    `<?php return ['username' => '${m.user()}', 'password' => '${m.password()}'];\n`,
  ],
  ruby: (m) => [
    "seeds.rb",
    `User.create!(email: "a@example.net", password: "${m.password().replace("#", "x")}")\n`,
  ],
  go: (m) => ["main.go", `const dbPassword = "${m.password()}"\nvar password string = "${m.password()}"\n`],
  rust: (m) => ["main.rs", `let password: &str = "${m.password()}";\n`],
  swift: (m) => ["Api.swift", `let password: String = "${m.password()}"\n`],
  "c-define": (m) => ["wifi.h", `#define WIFI_PASSWORD "${m.password()}"\n`],
  kotlin: (m) => ["build.gradle.kts", `  storePassword = "${m.password()}"\n`],
  gradle: (m) => [
    "build.gradle",
    `signingConfigs { release {\n  storePassword '${m.password()}'\n  keyAlias 'app'\n} }\n`,
  ],
  powershell: (m) => [
    "login.ps1",
    `$pw = ConvertTo-SecureString "${m.password().replace(/[$]/g, "7")}" -AsPlainText -Force\n`,
  ],
  "powershell-variable": (m) => [
    "user.ps1",
    `$Password = '${m.password()}'\nNew-LocalUser -Name ${m.user()}\n`,
  ],
  batch: (m) => [
    "map.bat",
    `net use Z: \\\\files\\share /user:${m.user()} /persistent:no\r\nset PASSWORD=${m.password().replace(/[%^&]/g, "7")}\r\n`,
  ],
  dockerfile: (m) => [
    "Dockerfile",
    `FROM debian\nENV ${m.pick(["DB_PASSWORD=", "DB_PASSWORD ", "ADMIN_PASSWORD="])}${m.password().replace(/[#$]/g, "7")}\n`,
  ],
  option: (m) => [
    "deploy.sh",
    `tool login --user ${m.user()} --password${m.pick([" ", "="])}${m.password().replace(/[$&*#!;|]/g, "7")}\n`,
  ],
  "curl-user": (m) => [
    "fetch.sh",
    `curl -u ${m.user()}:${m.password().replace(/[$&*#!;|^%@]/g, "7")} https://${m.host()}/api\n`,
  ],
  terraform: (m) => [
    "main.tf",
    `variable "db_password" {\n  type    = string\n  default = "${m.password().replace(/[$%]/g, "7")}"\n}\n`,
  ],
  "terraform-resource": (m) => [
    "rds.tf",
    `resource "aws_db_instance" "main" {\n  username = "${m.user()}"\n  password = "${m.password().replace(/[$%]/g, "7")}"\n}\n`,
  ],
  "redis-conf": (m) => ["redis.conf", `port 6379\nrequirepass ${m.password()}\n`],
  chpasswd: (m) => ["cloud-init.sh", `echo "${m.user()}:${m.password().replace(/[$!]/g, "7")}" | chpasswd\n`],
  sudo: (m) => ["root.sh", `echo '${m.password()}' | sudo -S apt-get update\n`],
  ldap: (m) => ["search.sh", `ldapsearch -x -D cn=admin,dc=example -w '${m.password()}' -b dc=example\n`],
  bindpw: (m) => ["ldap.conf", `binddn cn=proxy,dc=example\nbindpw ${m.password()}\n`],
  pgpass: (m) => [
    "connections.txt",
    `${m.host()}:5432:shop:${m.user()}:${m.password().replace(/:/g, "x")}\n`,
  ],
  "html-table": (m) => [
    "wiki.html",
    `<table><tr><td>User</td><td>${m.user()}</td></tr><tr><td>Password</td><td>${xml(m.password())}</td></tr></table>\n`,
  ],
  comment: (m) => ["legacy.py", `# login: ${m.user()}\n# password: ${m.password()}\ndef run():\n    pass\n`],
  "comment-slashes": (m) => ["legacy.ts", `// pw = ${m.password()}\nexport const a = 1;\n`],
  "log-line": (m) => [
    "app.log",
    `2024-05-01 12:00:01 DEBUG connecting user=${m.user()} password=${m.password()} host=${m.host()}\n`,
  ],
  "notebook-double": (m) => ["a.ipynb", notebook([`password = "${m.password()}"\n`, "connect(password)"])],
  "notebook-json": (m) => [
    "b.ipynb",
    notebook(["cfg = json.loads(", `'{"password": "${m.password()}"}')\n`]),
  ],
  "json-in-json": (m) => [
    "event.json",
    JSON.stringify({ id: 4, body: JSON.stringify({ user: m.user(), password: m.password() }) }),
  ],
  "escaped-in-code": (m) => [
    "post.js",
    `const body = ${q(JSON.stringify({ user: "x", password: m.password() }))};\n`,
  ],
  "yaml-in-json": (m) => [
    "chart.json",
    JSON.stringify({ values: `db:\n  user: app\n  password: ${m.password()}\n` }),
  ],
  "json-lines": (m) => [
    "log.jsonl",
    `${JSON.stringify({ m: "start" })}\n${JSON.stringify({ m: `login with password=${m.password()}` })}\n`,
  ],
};

const hash22 = "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const random = (m: Maker) => m.chars(m.between(20, 44));
const phrase = (m: Maker) =>
  Array.from({ length: m.pick([12, 15, 18, 24]) }, () => m.pick(wordlist)).join(" ");

function cardNumber(m: Maker): string {
  const [prefix, length] = m.pick([
    ["4", 16],
    ["51", 16],
    ["55", 16],
    ["37", 15],
    ["6011", 16],
    ["2221", 16],
  ] as const);
  const digits = prefix + m.chars(length - prefix.length - 1, DIGITS);
  const sum = [...digits].reverse().reduce((total, digit, i) => {
    const doubled = Number(digit) * (i % 2 === 0 ? 2 : 1);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return digits + ((10 - (sum % 10)) % 10);
}

const grouped = (digits: string, sign: string) => digits.replace(/(\d{4})(?=\d)/g, `$1${sign}`);

/** Secrets that programs make, by what they are. */
const MADE: Readonly<Record<string, Plant>> = {
  "url-password": (m) => [
    "config.js",
    `const url = "${m.pick(["postgres", "mysql", "amqp", "redis", "mongodb", "ftp", "https"])}://${m.user()}:${m.password().replace(/[#%^&*@!?/]/g, "x")}@${m.host()}/db";\n`,
  ],
  "url-percent": (m) => [
    "urls.txt",
    `postgresql://${m.user()}:${encodeURIComponent(`${m.password()}@#/${m.between(1, 99)}`)}@${m.host()}:5432/app\n`,
  ],
  "url-without-user": (m) => ["cache.yml", `url: redis://:${m.chars(14)}@${m.host()}:6379/0\n`],
  "url-token": (m) => [
    "pipeline.yml",
    `script: git clone https://oauth2:${m.chars(26)}@git.example.net/a/b.git\n`,
  ],
  putty: (m) => [
    "id.txt",
    `PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\nComment: key\nPublic-Lines: 2\n${m.chars(64)}\n${m.chars(16)}\nPrivate-Lines: 1\n${m.chars(48, `${ALNUM}+/`)}\nPrivate-MAC: ${hex(m, 64)}\n`,
  ],
  bcrypt: (m) => [
    "seed.ts",
    `await insert({ hash: "$2${m.pick(["a", "b", "y"])}$${m.pick(["10", "12", "05"])}$${m.chars(53, hash22)}" });\n`,
  ],
  apr1: (m) => ["users.txt", `${m.user()}:$apr1$${m.chars(8, hash22)}$${m.chars(22, hash22)}\n`],
  "shadow-sha512": (m) => [
    "backup.txt",
    `root:$6$${m.chars(16, hash22)}$${m.chars(86, hash22)}:19000:0:99999:7:::\n`,
  ],
  "shadow-sha256": (m) => [
    "ks.cfg",
    `rootpw --iscrypted $5$rounds=5000$${m.chars(12, hash22)}$${m.chars(43, hash22)}\n`,
  ],
  "shadow-md5": (m) => [
    "passwd.bak.txt",
    `${m.user()}:$1$${m.chars(8, hash22)}$${m.chars(22, hash22)}:18000:0:99999:7:::\n`,
  ],
  yescrypt: (m) => ["user-data", `  passwd: $y$j9T$${m.chars(22, hash22)}$${m.chars(43, hash22)}\n`],
  argon2: (m) => [
    "fixture.json",
    JSON.stringify({
      hash: `$argon2id$v=19$m=65536,t=3,p=4$${m.chars(22, `${ALNUM}+/`)}$${m.chars(43, `${ALNUM}+/`)}`,
    }),
  ],
  "django-hash": (m) => [
    "users.json",
    JSON.stringify({ password: `pbkdf2_sha256$390000$${m.chars(22)}$${m.chars(43, `${ALNUM}+/`)}=` }),
  ],
  "compose-hash": (m) => [
    "stack.yml",
    `labels:\n  - "traefik.auth.basicauth.users=admin:$$apr1$$${m.chars(8, hash22)}$$${m.chars(22, hash22)}"\n`,
  ],
  ssha: (m) => ["people.ldif", `dn: uid=a\nuserPassword: {SSHA}${m.chars(38, `${ALNUM}+/`)}==\n`],
  ntlm: (m) => ["dump.txt", `Administrator:500:${hex(m, 32)}:${hex(m, 32)}:::\n`],
  "mysql-hash": (m) => [
    "grants.sql",
    `CREATE USER 'a'@'%' IDENTIFIED BY PASSWORD '*${hex(m, 40).toUpperCase()}';\n`,
  ],
  "cisco-7": (m) => ["router.cfg", `username ${m.user()} password 7 ${hex(m, 18).toUpperCase()}\n`],
  ethereum: (m) => ["hardhat.config.js", `networks: { main: { url: "", accounts: ["0x${hex(m, 64)}"] } }\n`],
  "ethereum-named": (m) => ["deploy.sh", `PRIVATE_KEY=${m.pick(["0x", ""])}${hex(m, 64)}\n`],
  "ethereum-call": (m) => ["sign.ts", `const wallet = new ethers.Wallet("0x${hex(m, 64)}");\n`],
  "bitcoin-wif": (m) => ["wallet.txt", `address 1abc\nkey ${m.pick(["K", "L"])}${m.chars(51, BASE58)}\n`],
  "extended-key": (m) => ["hd.json", JSON.stringify({ root: `xprv9s21ZrQH143K${m.chars(96, BASE58)}` })],
  mnemonic: (m) => ["wallet.json", JSON.stringify({ mnemonic: phrase(m) })],
  "seed-phrase": (m) => ["notes.txt", `Recovery phrase:\n${phrase(m)}\n`],
  "seed-lines": (m) => [
    "paper.md",
    `Wallet seed\n\n${phrase(m)
      .split(" ")
      .map((word, i) => `${i + 1}. ${word}`)
      .join("\n")}\n`,
  ],
  "seed-code": (m) => ["hd.ts", `const hd = HDNode.fromMnemonic("${phrase(m)}"); // seed\n`],
  "card-spaced": (m) => ["order.txt", `Please charge ${grouped(cardNumber(m), " ")} until 04/27\n`],
  "card-dashed": (m) => ["crm.csv", `id,number\n7,${grouped(cardNumber(m), "-")}\n`],
  "card-plain": (m) => [
    "payment.json",
    JSON.stringify({ holder: "M. Mustermann", card_number: cardNumber(m), exp: "04/27" }),
  ],
  "azure-sas": (m) => [
    "blob.py",
    `url = "https://acct.blob.core.windows.net/c/f?sv=2022-11-02&ss=b&se=2025-01-01T00:00:00Z&sp=r&sig=${encodeURIComponent(m.base64(32))}"\n`,
  ],
  "azure-account": (m) => [
    "storage.yml",
    `connection: DefaultEndpointsProtocol=https;AccountName=acct;AccountKey=${m.chars(86, `${ALNUM}+/`)}==;EndpointSuffix=core.windows.net\n`,
  ],
  "azure-shared": (m) => [
    "bus.cs",
    `var c = "Endpoint=sb://a.servicebus.windows.net/;SharedAccessKeyName=root;SharedAccessKey=${m.chars(43, `${ALNUM}+/`)}=";\n`,
  ],
  "har-cookie": (m) => [
    "trace.har",
    JSON.stringify(
      {
        log: {
          entries: [
            {
              request: { headers: [{ name: "Cookie", value: `theme=dark; session=${random(m)}; lang=de` }] },
            },
          ],
        },
      },
      null,
      1,
    ),
  ],
  "har-bearer": (m) => [
    "api.har",
    JSON.stringify({ headers: [{ name: "Authorization", value: `Bearer ${random(m)}` }] }),
  ],
  "set-cookie": (m) => [
    "response.txt",
    `HTTP/1.1 200 OK\nSet-Cookie: connect.sid=s%3A${random(m)}.${m.chars(43)}; Path=/; HttpOnly\n`,
  ],
  bearer: (m) => ["call.sh", `curl -H "Authorization: Bearer ${random(m)}" https://${m.host()}\n`],
  "basic-header": (m) => [
    "req.http",
    `GET / HTTP/1.1\nAuthorization: Basic ${b64(`${m.user()}:${m.password()}`)}\n`,
  ],
  "query-key": (m) => [
    "links.md",
    `See https://api.example.net/v1/weather?api_key=${random(m)}&city=Berlin\n`,
  ],
  "query-token": (m) => ["hook.js", `fetch("https://example.net/cb?user=7&access_token=${random(m)}&x=1")\n`],
  "x-api-key": (m) => ["client.go", `req.Header.Set("X-Api-Key", "${random(m)}")\n`],
  django: (m) => [
    "settings.py",
    `SECRET_KEY = '${m.pick(["django-insecure-", ""])}${m.chars(50, `${LOWER}${DIGITS}!@#$%^&*(-_=+)`)}'\n`,
  ],
  wordpress: (m) => [
    "wp.php",
    `define('${m.pick(["AUTH_KEY", "SECURE_AUTH_KEY", "LOGGED_IN_KEY", "NONCE_KEY", "AUTH_SALT", "NONCE_SALT"])}',         '${m.chars(64, `${ALNUM}!@#$%^&*()-_[]{}<>~+=,.;:/?| `)}');\n`,
  ],
  telegram: (m) => ["bot.py", `bot = Bot("${m.between(1e8, 9e9)}:AA${m.chars(33, `${ALNUM}_-`)}")\n`],
  discord: (m) => [
    "bot.js",
    `client.login("${m.pick(["M", "N"])}${m.chars(23)}.${m.chars(6)}.${m.chars(m.pick([27, 38]), `${ALNUM}_-`)}");\n`,
  ],
  laravel: (m) => ["env.txt", `APP_KEY=base64:${m.chars(43, `${ALNUM}+/`)}=\n`],
  rails: (m) => ["app.yml", `production:\n  secret_key_base: ${hex(m, 128)}\n`],
  "jwt-secret": (m) => ["auth.ts", `const JWT_SECRET = "${m.password()}${m.password()}";\n`],
  "base64-pair": (m) => [
    "auth.json",
    JSON.stringify({ auths: { "registry.example.net": { auth: b64(`${m.user()}:${m.password()}`) } } }),
  ],
  "base64-json": (m) => [
    "state.yml",
    `blob: ${b64(JSON.stringify({ user: m.user(), password: m.password() }))}\n`,
  ],
  "base64-env": (m) => ["ci.txt", `CONFIG=${b64(`DB_USER=${m.user()}\nDB_PASSWORD=${m.password()}\n`)}\n`],
  "base64-url": (m) => [
    "dsn.py",
    `dsn = base64.b64decode("${b64(`postgres://${m.user()}:${m.password().replace(/[#%^&*@!?/]/g, "x")}@${m.host()}/x`)}")\n`,
  ],
  "base64-pem": (m) => ["k.yml", `key: ${b64(pem(m, "RSA PRIVATE KEY"))}\n`],
  "k8s-secret": (m) => [
    "secret-db.yaml",
    `apiVersion: v1\nkind: Secret\nmetadata:\n  name: db\ndata:\n  password: ${b64(m.password())}\n`,
  ],
  "notebook-key": (m) => ["k.ipynb", notebook([`api_key = "${random(m)}"\n`])],
  "notebook-pem": (m) => ["p.ipynb", notebook([`key = """${pem(m, "PRIVATE KEY")}"""\n`])],
  pem: (m) => [
    "note.txt",
    `${pem(m, m.pick(["RSA PRIVATE KEY", "PRIVATE KEY", "EC PRIVATE KEY", "OPENSSH PRIVATE KEY", "ENCRYPTED PRIVATE KEY", "DSA PRIVATE KEY"]))}\n`,
  ],
  "pem-json": (m) => [
    "sa.json",
    JSON.stringify({ type: "service_account", private_key: `${pem(m, "PRIVATE KEY")}\n` }),
  ],
  "pem-indented": (m) => ["vals.yaml", `tls:\n  key: |\n${pem(m, "PRIVATE KEY").replace(/^/gm, "    ")}\n`],
  "pem-joined": (m) => [
    "K.java",
    `String k = ${pem(m, "PRIVATE KEY")
      .split("\n")
      .map((line) => q(`${line}\\n`).replace("\\\\n", "\\n"))
      .join(" +\n  ")};\n`,
  ],
  "pem-encrypted": (m) => [
    "old.txt",
    pem(m, "RSA PRIVATE KEY").replace(
      "-----\n",
      `-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,${hex(m, 32)}\n\n`,
    ),
  ],
  pgp: (m) => ["gpg.txt", pem(m, "PGP PRIVATE KEY BLOCK").replace("-----\n", "-----\nVersion: GnuPG v2\n\n")],
  jwk: (m) => [
    "jwks.json",
    JSON.stringify({ kty: "EC", crv: "P-256", x: m.chars(43), y: m.chars(43), d: m.chars(43) }),
  ],
  wireguard: (m) => [
    "wg.txt",
    `[Interface]\nAddress = 10.0.0.2/32\nPrivateKey = ${m.chars(43, `${ALNUM}+/`)}=\n`,
  ],
  otpauth: (m) => [
    "otp.txt",
    `otpauth://totp/Shop:${m.user()}?secret=${m.chars(32, `${UPPER}234567`)}&issuer=Shop\n`,
  ],
  "aws-secret": (m) => [
    "boto.py",
    `s3 = client("s3", aws_secret_access_key="${m.chars(40, `${ALNUM}+/`)}")\n`,
  ],
  "api-key-yaml": (m) => ["weather.yml", `weather:\n  api_key: ${random(m)}\n`],
  "api-key-hex": (m) => ["maps.js", `const apiKey = "${hex(m, 32)}";\n`],
  "client-secret": (m) => ["oauth.json", JSON.stringify({ client_id: "shop", client_secret: random(m) })],
  "access-token-ini": (m) => ["tool.ini", `[auth]\naccess_token = ${random(m)}\n`],
  "slack-hook": (m) => [
    "alert.sh",
    `curl -d @m https://hooks.slack.com/services/T${m.chars(8, UPPER + DIGITS)}/B${m.chars(8, UPPER + DIGITS)}/${m.chars(24)}\n`,
  ],
  jwt: (m) => [
    "session.txt",
    `eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJ${m.chars(60)}.${m.chars(43, `${ALNUM}_-`)}\n`,
  ],
  "npm-token": (m) => [
    "ci.yml",
    `  - echo "//registry.npmjs.org/:_authToken=${m.chars(8, HEX)}-${m.chars(4, HEX)}-4${m.chars(3, HEX)}-a${m.chars(3, HEX)}-${m.chars(12, HEX)}" > x\n`,
  ],
  "sentry-dsn": (m) => [
    "main.ts",
    `init({ dsn: "https://${hex(m, 32)}:${hex(m, 32)}@sentry.example.net/4" });\n`,
  ],
  "github-token": (m) => ["a.txt", `ghp_${m.chars(36)}\n`],
  "gitlab-token": (m) => ["a.md", `token glpat-${m.chars(20)}\n`],
  "aws-id": (m) => ["a.tf", `access_key = "AKIA${m.chars(16, `${UPPER}234567`)}"\n`],
  "stripe-key": (m) => ["pay.rb", `Stripe.api_key = "sk_live_${m.chars(30)}"\n`],
  "google-key": (m) => [
    "map.html",
    `<script src="https://maps.googleapis.com/maps/api/js?key=AIza${m.chars(35, `${ALNUM}_-`)}"></script>\n`,
  ],
  "slack-token": (m) => [
    "bot.rb",
    `token = "xoxb-${m.chars(12, DIGITS)}-${m.chars(12, DIGITS)}-${m.chars(24)}"\n`,
  ],
  "sendgrid-key": (m) => ["mail.js", `sg.setApiKey("SG.${m.chars(22)}.${m.chars(43)}")\n`],
  "openai-key": (m) => [
    "gpt.py",
    `client = OpenAI(api_key="sk-proj-${m.chars(74, `${ALNUM}_-`)}T3BlbkFJ${m.chars(74, `${ALNUM}_-`)}")\n`,
  ],
};

/** The same and other secrets as other hands write them: the rules were written without these. */
const OTHERWISE: Readonly<Record<string, Plant>> = {
  "yaml-comment-end": (m) => [
    "a.yml",
    `smtp:\n    pass : ${m.password().replace(/^\W/, "x")}   # do not share\n`,
  ],
  "yaml-block": (m) => ["b.yml", `password: >-\n  ${m.password().replace(/^\W/, "x")}\nuser: a\n`],
  "yaml-flow": (m) => ["c.yml", `db: { user: ${m.user()}, password: ${q(m.password())} }\n`],
  "yaml-upper": (m) => ["d.yaml", `PASSWORD: ${m.password().replace(/^\W/, "x")}\n`],
  "json-nested": (m) => [
    "e.json",
    JSON.stringify({ auth: { basic: { username: m.user(), passwd: m.password() } } }, null, 4),
  ],
  "json-pretty-camel": (m) => ["f.json", `{\n\t"smtpPassword" : ${q(m.password())}\n}`],
  json5: (m) => ["g.json5", `{ user: 'x', password: '${m.password()}', }\n`],
  "env-quoted": (m) => ["h.txt", `SMTP_PASSWORD="${m.password()}"\nSMTP_PORT=25\n`],
  "env-spaces": (m) => ["i.cfg", `MAIL_PASSWORD = ${m.password()}\n`],
  "ini-colon": (m) => ["j.ini", `[proxy]\npassword: ${m.password()}\n`],
  "ini-quoted": (m) => ["k.ini", `passwd = "${m.password()}"\n`],
  "php-ini": (m) => ["l.ini", `mysqli.default_pw = ${m.password()}\n`],
  "properties-dotted": (m) => [
    "m.properties",
    `mail.smtp.password: ${m.password()}\njavax.net.ssl.keyStorePassword=${m.password()}\n`,
  ],
  "xml-nested-cdata": (m) => ["n.xml", `<login><pwd><![CDATA[${m.password()}]]></pwd></login>\n`],
  "xml-namespaced": (m) => [
    "o.xml",
    `<wsse:UsernameToken><wsse:Username>a</wsse:Username><wsse:Password Type="text">${xml(m.password())}</wsse:Password></wsse:UsernameToken>\n`,
  ],
  "xml-connection": (m) => [
    "p.config",
    `<add name="Main" connectionString="Server=${m.host()};User=${m.user()};Password=${xml(m.password())};" />\n`,
  ],
  "sql-lower": (m) => ["q.sql", `create user if not exists app@localhost identified by '${m.password()}';\n`],
  "sql-grant": (m) => [
    "r.sql",
    `GRANT ALL ON shop.* TO '${m.user()}'@'localhost' IDENTIFIED BY "${m.password()}";\n`,
  ],
  "sql-in-code": (m) => ["s.py", `cur.execute("ALTER USER app IDENTIFIED BY '${m.password()}'")\n`],
  "sql-insert-values": (m) => [
    "t.sql",
    `INSERT INTO users (name, password) VALUES ('${m.user()}', '${m.password()}');\n`,
  ],
  "set-password": (m) => ["u.sql", `SET PASSWORD FOR 'root'@'localhost' = PASSWORD('${m.password()}');\n`],
  "mysql-long": (m) => ["v.sh", `mysql --user=${m.user()} --password='${m.password()}' shop\n`],
  "psql-env": (m) => ["w.sh", `PGPASSWORD='${m.password()}' psql -h ${m.host()} -U ${m.user()}\n`],
  "sshpass-double": (m) => ["x.yml", `  script: sshpass -p "${m.password()}" rsync -a . web:/srv\n`],
  "sshpass-env": (m) => ["y.sh", `SSHPASS='${m.password()}' sshpass -e ssh host\n`],
  "netrc-inline": (m) => ["z.md", `    machine git.example.net login ${m.user()} password ${m.password()}\n`],
  "ado-single": (m) => [
    "aa.vb",
    `Dim c = "Provider=SQLOLEDB;Data Source=x;User ID=sa;Password=${m.password()}"\n`,
  ],
  "ado-quoted-value": (m) => ["ab.json", JSON.stringify({ cs: `Server=x;Uid=sa;Pwd='${m.password()}';` })],
  "jdbc-semicolon": (m) => [
    "ac.xml",
    `<url>jdbc:sqlserver://db:1433;databaseName=shop;user=sa;password=${xml(m.password())};encrypt=true</url>\n`,
  ],
  "mongo-uri": (m) => [
    "ad.ts",
    `const uri = \`mongodb+srv://${m.user()}:${encodeURIComponent(m.password())}@cluster0.x.mongodb.net/shop\`;\n`,
  ],
  "wpa-psk": (m) => ["ae.txt", `ssid=Home\nwpa_psk=${m.password()}\n`],
  "nm-connection": (m) => ["af.ini", `[wifi-security]\nkey-mgmt=wpa-psk\npsk=${m.password()}\n`],
  "ansible-inventory": (m) => [
    "ag.ini",
    `[win]\nhost1 ansible_password='${m.password()}' ansible_port=5986\n`,
  ],
  "ansible-become": (m) => ["ah.yml", `ansible_become_pass: ${m.password().replace(/^\W/, "x")}\n`],
  "unattend-auto-logon": (m) => [
    "ai.xml",
    `<AutoLogon><Password><Value>${xml(m.password())}</Value><PlainText>true</PlainText></Password></AutoLogon>\n`,
  ],
  "csv-pipe": (m) => [
    "aj.csv",
    `host|login|pwd\n${m.host()}|${m.user()}|${m.password().replace(/\|/g, "x")}\n`,
  ],
  "csv-camel": (m) => ["ak.csv", `Name,LoginPassword,Active\nMaria,${m.password()},yes\n`],
  "csv-german": (m) => ["al.csv", `Name,Kennwort\nMaria,${m.password()}\n`],
  "languages-prose": (m) => [
    "am.md",
    `- ${m.pick(["Mot de passe", "Contraseña", "Palavra-passe", "Wachtwoord", "Hasło", "Lösenord", "Пароль", "密码", "パスワード", "비밀번호", "Kennwort", "Passwort"])} für den Server: \`${m.password()}\`\n`,
  ],
  "languages-json": (m) => [
    "an.json",
    JSON.stringify({
      benutzer: m.user(),
      [m.pick(["passwort", "kennwort", "contraseña", "mot_de_passe", "senha", "пароль", "密码"])]:
        m.password(),
    }),
  ],
  "languages-sentence": (m) => ["ao.txt", `Das Passwort lautet ${m.password()}0x1\n`],
  "pass-comment": (m) => ["ap.java", `  /* pw: ${m.password()} */\n`],
  "pass-short": (m) => ["aq.conf", `user=bob\npw=${m.password()}\n`],
  "python-kwargs": (m) => ["ar.py", `smtp.login("${m.user()}", "${m.password()}")\n`],
  "python-compare": (m) => ["as.py", `if password == "${m.password()}":\n    ok()\n`],
  "python-multiline": (m) => ["at.py", `PASSWORD = (\n    "${m.password()}"\n)\n`],
  "python-bytes": (m) => ["au.py", `secret_password = b"${m.password()}"\n`],
  "js-template": (m) => ["av.js", `const dbPass = \`${m.password().replace("$", "x")}\`;\n`],
  "js-object-quoted": (m) => ["aw.js", `auth: { "user": "a", "pass": "${m.password()}" },\n`],
  "ts-class": (m) => ["ax.ts", `private readonly adminPassword: string = '${m.password()}';\n`],
  "java-properties": (m) => ["ay.java", `props.put("mail.password", "${m.password()}");\n`],
  "java-char-array": (m) => ["az.java", `char[] password = "${m.password()}".toCharArray();\n`],
  "go-struct": (m) => ["ba.go", `cfg := Config{User: "a", Password: "${m.password()}"}\n`],
  "cpp-string": (m) => [
    "bb.cpp",
    `const char* password = "${m.password()}";\nstd::string pwd("${m.password()}");\n`,
  ],
  arduino: (m) => ["bc.ino", `const char WIFI_PASS[] = "${m.password()}";\n`],
  "perl-hash": (m) => ["bd.pl", `my %c = (user => 'a', password => '${m.password()}');\n`],
  "lua-table": (m) => ["be.lua", `config.password = "${m.password()}"\n`],
  elixir: (m) => ["bf.exs", `  username: "postgres",\n  password: "${m.password()}",\n`],
  "r-connect": (m) => [
    "bg.R",
    `con <- dbConnect(drv, user = "a", password = "${m.password()}")\npwd <- "${m.password()}"\n`,
  ],
  "vb-const": (m) => ["bh.vb", `Const DbPassword As String = "${m.password()}"\n`],
  "clojure-map": (m) => ["bi.clj", `{:user "a" :password "${m.password()}"}\n`],
  "nix-attr": (m) => ["bj.nix", `  users.users.root.initialPassword = "${m.password()}";\n`],
  "hcl-map": (m) => ["bk.hcl", `  admin_password = "${m.password().replace(/[$%]/g, "x")}"\n`],
  "dockerfile-arg": (m) => ["bl.dockerfile", `ARG DB_PASS=${m.password().replace(/[#$]/g, "x")}\n`],
  "compose-map": (m) => ["bm.yml", `    environment:\n      MYSQL_ROOT_PASSWORD: "${m.password()}"\n`],
  systemd: (m) => ["bn.service", `[Service]\nEnvironment="DB_PASSWORD=${m.password()}"\n`],
  "ps-param": (m) => ["bo.ps1", `Connect-Thing -User a -Password '${m.password()}'\n`],
  "fish-set": (m) => ["bp.fish", `set -x DB_PASSWORD '${m.password()}'\n`],
  "bat-net-use": (m) => ["bq.cmd", `net user ${m.user()} ${m.password().replace(/[%^&/]/g, "x")} /add\r\n`],
  "curl-long": (m) => ["br.sh", `curl --user '${m.user()}:${m.password()}' https://${m.host()}\n`],
  "html-dl": (m) => ["bs.html", `<dl><dt>Password:</dt><dd><code>${xml(m.password())}</code></dd></dl>\n`],
  "md-bold": (m) => ["bt.md", `**Password:** ${m.password()}\n`],
  "md-list": (m) => ["bu.md", `* user: a\n* pass: ${m.password()}\n`],
  "rst-field": (m) => ["bv.rst", `:user: a\n:password: ${m.password()}\n`],
  "org-table": (m) => [
    "bw.org",
    `| host | user | pass |\n|------+------+------|\n| a | b | ${m.password()} |\n`,
  ],
  "log-json": (m) => ["bx.log", `INFO {"user":"a","password":"${m.password()}"}\n`],
  "notebook-single": (m) => ["by.ipynb", notebook([`conn = connect(user='a', pwd='${m.password()}')\n`])],
  "notebook-markdown": (m) => [
    "bz.ipynb",
    JSON.stringify({
      cells: [
        { cell_type: "markdown", metadata: {}, source: ["Password: `", `${m.password()}\`\n`].join("") },
      ],
      metadata: {},
      nbformat: 4,
      nbformat_minor: 5,
    }),
  ],
  "notebook-output": (m) => [
    "ca.ipynb",
    JSON.stringify({
      cells: [
        {
          cell_type: "code",
          source: "print(cfg)",
          metadata: {},
          outputs: [{ output_type: "stream", name: "stdout", text: [`{"password": "${m.password()}"}\n`] }],
        },
      ],
      metadata: {},
      nbformat: 4,
      nbformat_minor: 5,
    }),
  ],
  "notebook-env": (m) => ["cb.ipynb", notebook([`os.environ["DB_PASSWORD"] = "${m.password()}"\n`])],
  "js-json-string": (m) => ["cc.ts", `const s = "{\\"db\\":{\\"password\\":\\"${m.password()}\\"}}";\n`],
  "html-entity": (m) => [
    "cd.html",
    `<div data-config="{&quot;password&quot;:&quot;${xml(m.password())}&quot;}"></div>\n`,
  ],
  "url-encoded-form": (m) => [
    "ce.txt",
    `username=${m.user()}&password=${encodeURIComponent(m.password())}&submit=1\n`,
  ],
  "graphql-variable": (m) => [
    "cf.json",
    JSON.stringify({
      query: "mutation($p: String!){login(password:$p)}",
      variables: { password: m.password() },
    }),
  ],
  "base64-python": (m) => ["cg.py", `cfg = base64.b64decode(b"${b64(`password=${m.password()}`)}")\n`],
  "base64-yaml": (m) => [
    "ch.yml",
    `config: ${b64(`db:\n  password: ${m.password().replace(/^\W/, "x")}\n`)}\n`,
  ],
  "base64-basic": (m) => [
    "ci.ts",
    `headers: { Authorization: "Basic ${b64(`${m.user()}:${m.password()}`)}" },\n`,
  ],
  "base64-url-safe": (m) => [
    "cj.txt",
    `data=${b64(JSON.stringify({ token: 1, password: m.password() }))
      .replace(/\+/g, "-")
      .replace(/\//g, "_")
      .replace(/=/g, "")}\n`,
  ],
  "bcrypt-sql": (m) => ["ck.sql", `INSERT INTO u VALUES (1,'a','$2y$10$${m.chars(53, hash22)}');\n`],
  "htpasswd-inline": (m) => ["cl.yml", `htpasswd: "${m.user()}:$2y$05$${m.chars(53, hash22)}"\n`],
  "shadow-line": (m) => [
    "cm.md",
    `\`\`\`\n${m.user()}:$6$rounds=656000$${m.chars(16, hash22)}$${m.chars(86, hash22)}:19500:0:99999:7:::\n\`\`\`\n`,
  ],
  "eth-env": (m) => ["cn.txt", `DEPLOYER_PRIVATE_KEY=0x${hex(m, 64)}\n`],
  "eth-json": (m) => [
    "co.json",
    JSON.stringify({ address: `0x${hex(m, 40)}`, privateKey: `0x${hex(m, 64)}` }),
  ],
  "eth-py": (m) => ["cp.py", `acct = Account.from_key("0x${hex(m, 64)}")\n`],
  "seed-env": (m) => ["cq.txt", `MNEMONIC="${phrase(m)}"\n`],
  "seed-yaml": (m) => ["cr.yml", `wallet:\n  seed: ${phrase(m)}\n`],
  "seed-list": (m) => ["cs.json", JSON.stringify({ seed: phrase(m).split(" ") })],
  "seed-comma": (m) => ["ct.txt", `My wallet words: ${phrase(m).split(" ").join(", ")}\n`],
  "card-json": (m) => ["cu.json", JSON.stringify({ number: cardNumber(m), cvc: "123" })],
  "card-csv": (m) => ["cv.csv", `name,card,exp\nMaria,${cardNumber(m)},04/27\n`],
  "card-prose": (m) => ["cw.txt", `Visa: ${grouped(cardNumber(m), " ")}, cvv 123.\n`],
  "card-sql": (m) => ["cx.sql", `INSERT INTO cards VALUES (7, '${cardNumber(m)}', '0427');\n`],
  "sas-json": (m) => [
    "cy.json",
    JSON.stringify({
      url: `https://a.blob.core.windows.net/c?sp=r&st=2024&se=2025&sv=2022-11-02&sr=c&sig=${encodeURIComponent(m.base64(32))}`,
    }),
  ],
  "har-set-cookie": (m) => [
    "cz.har",
    JSON.stringify({
      headers: [{ name: "Set-Cookie", value: `JSESSIONID=${m.chars(32, "0123456789ABCDEF")}; Path=/` }],
    }),
  ],
  "har-cookies": (m) => [
    "da.har",
    JSON.stringify({ cookies: [{ name: "sessionid", value: m.chars(32) }] }, null, 2),
  ],
  "cookie-header": (m) => [
    "db.http",
    `GET / HTTP/1.1\nCookie: PHPSESSID=${m.chars(26, LOWER + DIGITS)}; lang=de\n`,
  ],
  "bearer-js": (m) => ["dc.js", `headers["Authorization"] = "Bearer ${random(m)}";\n`],
  "bearer-py": (m) => ["dd.py", `h = {"Authorization": f"Bearer ${random(m)}"}\n`],
  "query-amp": (m) => [
    "de.html",
    `<a href="https://example.net/?user=1&amp;api_key=${random(m)}&amp;x=1">x</a>\n`,
  ],
  "query-first": (m) => ["df.py", `URL = "https://example.net/v1?apikey=${random(m)}&q="\n`],
  "wp-salt-set": (m) => [
    "dg.txt",
    `define('SECURE_AUTH_SALT', '${m.chars(64, `${ALNUM}!@#$%^&*()-_[]{}<>~+=,.;:/?|`)}');\n`,
  ],
  "django-env": (m) => ["dh.txt", `DJANGO_SECRET_KEY=${m.chars(50, `${LOWER}${DIGITS}!@$%^&*-_=+`)}\n`],
  "flask-secret": (m) => ["di.py", `app.secret_key = "${m.password()}${m.chars(8)}"\n`],
  "telegram-env": (m) => [
    "dj.txt",
    `TELEGRAM_BOT_TOKEN=${m.between(1e8, 9e9)}:AA${m.chars(33, `${ALNUM}_-`)}\n`,
  ],
  "telegram-url": (m) => [
    "dk.sh",
    `curl https://api.telegram.org/bot${m.between(1e8, 9e9)}:AA${m.chars(33, `${ALNUM}_-`)}/getMe\n`,
  ],
  "discord-env": (m) => [
    "dl.txt",
    `DISCORD_TOKEN=${m.pick(["M", "N", "O"])}${m.chars(25)}.${m.chars(6)}.${m.chars(38, `${ALNUM}_-`)}\n`,
  ],
  "putty-v2": (m) => [
    "dm.txt",
    `PuTTY-User-Key-File-2: ssh-rsa\nEncryption: none\nComment: imported\nPublic-Lines: 1\n${m.chars(64)}\nPrivate-Lines: 2\n${m.chars(64)}\n${m.chars(40)}\nPrivate-MAC: ${hex(m, 40)}\n`,
  ],
  "pem-env": (m) => ["dn.txt", `PRIVATE_KEY="${pem(m, "PRIVATE KEY", "\\n")}"\n`],
  "pem-python": (m) => [
    "do.py",
    `KEY = (\n${pem(m, "RSA PRIVATE KEY")
      .split("\n")
      .map((line) => `    "${line}\\n"`)
      .join("\n")}\n)\n`,
  ],
  "pem-comment": (m) => ["dp.go", pem(m, "EC PRIVATE KEY").replace(/^/gm, "// ")],
  "pem-crlf": (m) => ["dq.txt", pem(m, "PRIVATE KEY", "\r\n")],
  "ssh2-key": (m) => [
    "dr.txt",
    `---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----\nComment: "x"\n${m.chars(64)}\n${m.chars(64)}\n---- END SSH2 ENCRYPTED PRIVATE KEY ----\n`,
  ],
};

export const PLANTS: Readonly<Record<string, Plant>> = {
  ...Object.fromEntries(Object.entries(CHOSEN).map(([name, plant]) => [`password-in-${name}`, plant])),
  ...MADE,
  ...Object.fromEntries(Object.entries(OTHERWISE).map(([name, plant]) => [`otherwise-${name}`, plant])),
  ...Object.fromEntries(Object.entries(FURTHER).map(([name, plant]) => [`further-${name}`, plant])),
};

/** For each kind `count` files, each with one secret and some ordinary lines around it where the format has room. */
export function* plantedSecrets(count: number, seed: number): Generator<Planted> {
  const made = maker(createRandom(seed));
  for (const [kind, plant] of Object.entries(PLANTS)) {
    for (let i = 0; i < count; i++) {
      const [path, text] = plant(made);
      yield { kind, path, text };
    }
  }
}
