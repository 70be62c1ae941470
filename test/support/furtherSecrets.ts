import type { Maker, Plant } from "./plantedSecrets";

const LOWER = "abcdefghijklmnopqrstuvwxyz";
const LETTERS = LOWER + LOWER.toUpperCase();
const DIGITS = "0123456789";
const HEX = `${DIGITS}abcdef`;
const BASE64 = `${LETTERS}${DIGITS}+/`;
const URL64 = `${LETTERS}${DIGITS}-_`;
const NAMES = [
  "Tiger",
  "Marble",
  "Falcon",
  "Winter",
  "Guitar",
  "Harbor",
  "Velvet",
  "Lucia",
  "Krakow",
  "Lisboa",
  "Walrus",
];

/** Eight to ten letters and digits, at times without digits or capitals. */
function short(m: Maker): string {
  const length = m.between(8, 10);
  return m.pick([
    () => m.chars(length, LOWER),
    () => m.chars(length, LETTERS),
    () => m.chars(length, LOWER + DIGITS),
    () => `${m.pick(NAMES)}${m.chars(3, DIGITS)}`,
  ])();
}

/** With symbols. */
function strong(m: Maker): string {
  return m.pick([
    () => `${m.pick(NAMES)}${m.pick([..."!@#$%^&*"])}${m.chars(3, DIGITS)}`,
    () => `${m.pick(NAMES).toLowerCase()}${m.pick([..."!@#_-."])}${m.pick(NAMES)}${m.chars(2, DIGITS)}`,
    () => m.chars(m.between(10, 17), `${LETTERS}${DIGITS}!@#$%^&*`),
  ])();
}

const notebook = (source: string | readonly string[], outputs: readonly unknown[] = []) =>
  JSON.stringify({ cells: [{ cell_type: "code", source, outputs }], nbformat: 4 });
const setting =
  (key: string, sign: string): Plant =>
  (m) => ["server.conf", `host${sign}${m.host()}\n${key}${sign}${short(m)}\n`];

/** Secrets as further hands write them: in commands, calls, tables, notes and settings, in many languages. */
export const FURTHER: Readonly<Record<string, Plant>> = {
  "setting-mailpw": setting("mailpw", "="),
  "setting-requirepass": setting("requirepass", " "),
  "setting-masterauth": setting("masterauth", " "),
  "setting-rootpw": setting("rootpw", " "),
  "setting-bindpw": setting("bindpw", " "),
  "setting-wifi-key": setting("wifi_key", ": "),
  sequelize: (m) => ["models.ts", `new Sequelize('shop', 'root', '${short(m)}', { dialect: 'mysql' });\n`],
  "create-account": (m) => ["init.groovy", `realm.createAccount("admin", "${short(m)}")\n`],
  "runbook-quoted": (m) => [
    "runbook.md",
    `Log in as \`admin\` with password \`${short(m)}\`, then restart.\n`,
  ],
  "ru-whose": (m) => ["notes.yml", `# пароль администратора: ${strong(m)}\nx: 1\n`],
  "compose-mysql-root": (m) => [
    "docker-compose.yml",
    `version: "3.8"\nservices:\n  db:\n    image: mariadb:10.6\n    environment:\n      MYSQL_ROOT_PASSWORD: ${short(m)}\n      MYSQL_DATABASE: shop\n    ports: ["3306:3306"]\n`,
  ],
  "compose-redis-command": (m) => [
    "docker-compose.prod.yml",
    `services:\n  redis:\n    image: redis:7\n    command: redis-server --requirepass ${m.password()} --appendonly yes\n`,
  ],
  "ansible-inventory": (m) => [
    "inventory/hosts",
    `[web]\n10.0.4.${m.between(1, 250)} ansible_user=ubuntu ansible_ssh_pass=${short(m)}\n[db]\n10.0.5.3\n`,
  ],
  "json-plural-apikeys": (m) => [
    "keys.json",
    JSON.stringify({ apiKeys: { maps: m.chars(32), weather: m.chars(32, HEX) } }, null, 1),
  ],
  "jdbc-query": (m) => [
    "Db.java",
    `String url = "jdbc:mysql://${m.host()}:3306/crm?user=crm&password=${short(m)}&useSSL=false";\n`,
  ],
  "jdbc-getConnection": (m) => [
    "Dao.java",
    `Connection c = DriverManager.getConnection("jdbc:h2:tcp://${m.host()}/x", "sa", "${m.password()}");\n`,
  ],
  "url-smb": (m) => [
    "fstab",
    `//nas.lan/share /mnt/share cifs username=media,password=${short(m)},uid=1000 0 0\n`,
  ],
  "dsn-php-pdo": (m) => [
    "db.php",
    `<?php\n$db = new PDO('mysql:host=${m.host()};dbname=shop', 'shop', '${m.password()}');\n`,
  ],
  mysqli: (m) => [
    "legacy.php",
    `<?php $link = mysqli_connect("localhost", "root", "${short(m)}", "shop");\n`,
  ],
  "psycopg-dsn": (m) => [
    "job.py",
    `conn = psycopg2.connect("dbname=dw user=etl host=${m.host()} password=${short(m)}")\n`,
  ],
  "net-use-win": (m) => ["map.bat", `net use Z: \\\\nas\\share ${short(m)} /user:CORP\\jsmith\n`],
  keytool: (m) => [
    "ks.sh",
    `keytool -genkey -alias app -keystore app.jks -storepass ${short(m)} -keypass ${short(m)}\n`,
  ],
  "mongo-cli": (m) => [
    "m.sh",
    `mongo --host ${m.host()} -u root --password ${short(m)} --authenticationDatabase admin\n`,
  ],
  lftp: (m) => ["mirror.sh", `lftp -u web,${short(m)} -e "mirror -R dist" ${m.host()}\n`],
  "ps-credential-param": (m) => ["s.ps1", `Connect-Thing -Server vc01 -User root -Password ${short(m)}\n`],
  "tf-state": (m) => [
    "terraform.tfstate.json",
    JSON.stringify(
      {
        resources: [
          { type: "random_password", instances: [{ attributes: { length: 16, result: m.chars(20) } }] },
        ],
      },
      null,
      2,
    ),
  ],
  "travis-script": (m) => [".travis.yml", `script:\n  - ./deploy --user ci --pass ${short(m)}\n`],
  jenkinsfile: (m) => [
    "Jenkinsfile",
    `pipeline { environment { NEXUS_PASSWORD = '${short(m)}' } stages {} }\n`,
  ],
  "dockerfile-env": (m) => ["Dockerfile", `FROM node:20\nENV ADMIN_PWD ${short(m)}\nCMD ["node"]\n`],
  "cisco-snmp": (m) => ["core.cfg", `snmp-server community ${short(m)} RW\n`],
  "ppp-chap": (m) => ["chap-secrets.txt", `# client server secret addr\njsmith * ${short(m)} *\n`],
  netrc: (m) => ["my.netrc.txt", `machine ${m.host()}\nlogin web\npassword ${short(m)}\n`],
  "netrc-inline": (m) => ["netrc-sample.txt", `machine ${m.host()} login web password ${m.password()}\n`],
  fetchmail: (m) => ["fetchmail.conf", `poll ${m.host()} proto imap user "bob" pass "${short(m)}"\n`],
  "openvpn-authfile-radius": (m) => [
    "radius.conf",
    `client 10.0.0.1 {\n  secret = ${short(m)}\n  shortname = ap\n}\n`,
  ],
  "md-prose-password-is": (m) => ["onboarding.md", `The password for the test server is \`${short(m)}\`.\n`],
  "txt-login-slash": (m) => ["access.txt", `Server: ${m.host()}\nLogin: admin / ${short(m)}\n`],
  "txt-user-pass-lines": (m) => ["router.txt", `Router\nUser: admin\nPass: ${short(m)}\n`],
  "txt-pw-eq": (m) => ["todo.txt", `ask Bob about vpn\npw=${short(m)}\n`],
  "rst-credentials": (m) => ["docs/env.rst", `Staging\n-------\n\n:user: admin\n:password: ${short(m)}\n`],
  "code-comment": (m) => [
    "client.py",
    `def connect():\n    # temporary login: admin, password: ${short(m)}\n    pass\n`,
  ],
  "org-mode": (m) => ["infra.org", `* VPN\n  :PROPERTIES:\n  :PASSWORD: ${short(m)}\n  :END:\n`],
  "fr-mdp": (m) => ["acces.txt", `Identifiant : admin\nMot de passe : ${short(m)}\n`],
  "fr-mdp-abbr": (m) => ["notes.fr.txt", `serveur ftp, login: web, mdp: ${short(m)}\n`],
  "it-password": (m) => ["accesso.txt", `utente: admin\nparola d'ordine: ${short(m)}\n`],
  "it-parola-chiave": (m) => ["conf.it.yaml", `utente: app\nparola_chiave: ${short(m)}\n`],
  "pt-senha-js": (m) => ["banco.js", `module.exports = { usuario: 'app', senhaBanco: '${m.password()}' };\n`],
  "ru-parol-lower": (m) => ["readme.ru.md", `Сервер ${m.host()}, логин admin, пароль ${short(m)}\n`],
  "ja-fullwidth": (m) => ["memo.txt", `ログインID：admin\nパスワード：${short(m)}\n`],
  "ar-pass": (m) => ["دخول.txt", `كلمة المرور: ${short(m)}\n`],
  "vi-matkhau": (m) => ["taikhoan.txt", `Tài khoản: admin\nMật khẩu: ${short(m)}\n`],
  "java-setPassword": (m) => ["Ds.java", `ds.setUser("app");\nds.setPassword("${short(m)}");\n`],
  "cs-property": (m) => ["Opt.cs", `public string Password { get; set; } = "${strong(m)}";\n`],
  "kotlin-gradle": (m) => [
    "build.gradle",
    `signingConfigs { release { storePassword "${short(m)}"\n keyAlias "up" } }\n`,
  ],
  define: (m) => ["config.h", `#define WIFI_SSID "Home"\n#define WIFI_PASSWORD "${short(m)}"\n`],
  "scala-conf": (m) => ["application.conf", `db {\n  user = app\n  password = ${short(m)}\n}\n`],
  "js-default-env": (m) => ["cfg.js", `const pass = process.env.DB_PASS || '${short(m)}';\n`],
  "py-getenv-default": (m) => ["cfg.py", `PASSWORD = os.getenv("DB_PASSWORD", "${short(m)}")\n`],
  "py-paramiko": (m) => ["ssh.py", `client.connect(host, username="root", password="${strong(m)}")\n`],
  selenium: (m) => ["LoginTest.java", `driver.findElement(By.id("pwd")).sendKeys("${short(m)}");\n`],
  "discord-webhook": (m) => [
    "hook.ts",
    `const url = "https://discord.com/api/webhooks/${m.chars(18, DIGITS)}/${m.chars(68, URL64)}";\n`,
  ],
  twilio: (m) => ["tw.py", `client = Client("AC${m.chars(32, HEX)}", "${m.chars(32, HEX)}")\n`],
  kickstart: (m) => ["ks.cfg", `lang en_US\nrootpw --plaintext ${short(m)}\nreboot\n`],
  preseed: (m) => [
    "preseed.cfg",
    `d-i passwd/root-password password ${short(m)}\nd-i passwd/root-password-again password ${short(m)}\n`,
  ],
  "cloud-init-chpasswd": (m) => [
    "user-data.yaml",
    `#cloud-config\nchpasswd:\n  list: |\n    ubuntu:${short(m)}\n  expire: false\n`,
  ],
  "laravel-mail": (m) => [
    "mail.php",
    `<?php\nreturn ['host' => env('MAIL_HOST', 'x'), 'password' => env('MAIL_PASSWORD', '${m.password()}')];\n`,
  ],
  "vb-conn": (m) => [
    "Module1.vb",
    `Dim cn As String = "Provider=SQLOLEDB;Data Source=srv;User ID=sa;Password=${short(m)}"\n`,
  ],
  delphi: (m) => [
    "Unit1.pas",
    `ADOConnection1.ConnectionString := 'Provider=MSDASQL;UID=sa;PWD=${short(m)};';\n`,
  ],
  expdp: (m) => ["dump.sh", `expdp system/${short(m)}@pdb1 schemas=hr directory=dp\n`],
  nodemcu: (m) => ["main.cpp", `WiFi.begin("Home-5G", "${short(m)}");\n`],
  nodered: (m) => [
    "flows.json",
    JSON.stringify([{ id: "a", type: "mqtt-broker", credentials: { user: "dev", password: short(m) } }]),
  ],
  "gpg-batch": (m) => ["enc.sh", `gpg --batch --passphrase ${short(m)} -c file\n`],
  "openssl-k": (m) => ["enc2.sh", `openssl enc -aes-256-cbc -in a -out b -k ${short(m)}\n`],
  unrar: (m) => ["u.sh", `unrar x -p${short(m)} file.rar\n`],
  "az-login": (m) => [
    "az.sh",
    `az login --service-principal -u ${m.chars(8, HEX)} -p ${m.chars(34)} --tenant example\n`,
  ],
  svn: (m) => ["svn.sh", `svn checkout --username bob --password ${short(m)} https://svn.example.net/x\n`],
  psexec: (m) => ["p.bat", `psexec \\\\srv -u bob -p ${short(m)} cmd\n`],
  schtasks: (m) => ["t.bat", `schtasks /create /tn x /ru CORP\\svc /rp ${short(m)}\n`],
  "csv-fr": (m) => ["acces.csv", `Site;Identifiant;Mot de passe\nMail;bob;${short(m)}\n`],
  "md-bold": (m) => ["srv.md", `- **User:** admin\n- **Password:** ${short(m)}\n`],
  "email-txt": (m) => ["mail.txt", `Hi Bob,\n\nyour new password is ${short(m)} please change it soon.\n`],
  "de-mail": (m) => ["mail_de.txt", `Hallo,\ndas Passwort lautet ${short(m)}. Gruss\n`],
  "fr-code": (m) => ["connexion.php", `<?php $utilisateur = 'app'; $motDePasse = '${short(m)}';\n`],
  "es-json": (m) => [
    "config_es.json",
    JSON.stringify({ usuario: "app", claveAcceso: short(m), contrasenia: short(m) }),
  ],
  "ru-translit": (m) => ["ru2.txt", `login: bob\nparol: ${short(m)}\n`],
  "zh-pinyin": (m) => ["zh2.ini", `yonghu=root\nmima=${short(m)}\n`],
  "cfn-param": (m) => [
    "cfn.yaml",
    `Parameters:\n  DBPassword:\n    Type: String\n    NoEcho: true\n    Default: ${short(m)}\n`,
  ],
  "ipynb-magic": (m) => ["m.ipynb", notebook([`%env DB_PASSWORD=${short(m)}\n`])],
  "ipynb-html-out": (m) => [
    "h.ipynb",
    notebook(
      ["x"],
      [{ output_type: "execute_result", data: { "text/html": [`<td>password</td><td>${short(m)}</td>`] } }],
    ),
  ],
  httpie: (m) => ["h.sh", `http -a bob:${short(m)} GET example.net/api\n`],
  "query-key": (m) => [
    "map.js",
    `fetch("https://api.example.net/w?q=x&appid=${m.chars(32, HEX)}&units=metric")\n`,
  ],
  "query-password": (m) => ["u.txt", `https://cam.lan/cgi?user=admin&password=${short(m)}&cmd=1\n`],
  "dovecot-plain": (m) => ["du.txt", `bob:{PLAIN}${short(m)}::::::\n`],
  "md5-password-sql": (m) => ["old.sql", `UPDATE users SET password=MD5('${short(m)}') WHERE id=1;\n`],
  "ethkey-cli": (m) => ["cast.sh", `cast send --private-key ${m.chars(64, HEX)} 0x0 1\n`],
  "ssh-config-comment": (m) => ["hosts.md", `ssh root@10.0.0.${m.between(1, 250)} # pw ${strong(m)}\n`],
  "todo-comment": (m) => ["a.js", `// TODO remove: admin / ${strong(m)}\n`],
  "py-dict-creds": (m) => ["c.py", `CREDS = {"admin": "${short(m)}", "guest": "${short(m)}"}\n`],
  "py-users-tuple": (m) => ["d2.py", `USER, PASSWORD = "admin", "${short(m)}"\n`],
  robot: (m) => ["t.robot", `*** Variables ***\n\${PASSWORD}    ${short(m)}\n`],
  gherkin: (m) => ["l.feature", `When I log in as "bob" with password "${short(m)}"\n`],
  insomnia: (m) => [
    "i.json",
    JSON.stringify({ authentication: { type: "basic", username: "b", password: short(m) } }),
  ],
  slapd: (m) => ["slapd.conf", `rootdn "cn=admin"\nrootpw ${short(m)}\n`],
  asterisk: (m) => ["sip.conf", `[100]\ntype=friend\nsecret=${short(m)}\nhost=dynamic\n`],
  fortigate: (m) => ["f.conf", `config user local\n edit "bob"\n  set passwd ENC ${m.chars(60, BASE64)}\n`],
  openwrt: (m) => ["wireless.txt", `config wifi-iface\n\toption ssid 'Home'\n\toption key '${short(m)}'\n`],
  "windows-wlan": (m) => [
    "wlan.xml",
    `<sharedKey><keyType>passPhrase</keyType><protected>false</protected><keyMaterial>${short(m)}</keyMaterial></sharedKey>\n`,
  ],
};
