import { describe, expect, test } from "vitest";
import { leftOutAsSecret } from "../../support/leftOutAsSecret";
import { PLANTS, plantedSecrets } from "../../support/plantedSecrets";

const planted = [...plantedSecrets(5, 11)];

test("of made-up secrets of nearly 400 kinds at least 97 in 100 are left out, and of each kind most", () => {
  const missed = planted.filter(({ path, text }) => !leftOutAsSecret(path, text));
  expect(Object.keys(PLANTS).length).toBeGreaterThan(126);
  expect(missed.length / planted.length).toBeLessThan(0.03);
  const missedOf = (kind: string) => missed.filter((plant) => plant.kind === kind).length;
  expect(Object.keys(PLANTS).filter((kind) => missedOf(kind) > 2)).toEqual([]);
});

describe("what makes a password of a word, or of a value in an unusual place", () => {
  test.each([
    ["a.js", 'db.createUser({\n  user: "yusuf",\n  pwd: "OrchidTokyo",\n});\n'],
    ["a.lua", 'return { user = "wim", pass = "wallet-garfield-ember-maggie" }\n'],
    ["a.txt", "machine mail5.corp.local port imap login pedro password oysterlemon\n"],
    ["sasl_passwd.map", "[smtp.napkin.com]:587 hugo@sommar.com:oyster-yellow-yankees\n"],
    ["userlist.txt", '"monitor" "Hammer621"\n'],
    [
      "a.html",
      "<table><tr><th>User</th><th>Passwort</th></tr><tr><td>wim</td><td>Sommar59</td></tr></table>",
    ],
    ["chat.txt", "[11:18] Rosa: what's the wifi password again?\n[13:50] Farid: Rabb1t0\n"],
    ["a.cfg", "$USER3$=rosa\n# password for check_mysql\n$USER4$=oPcpQX6y^bJu6\n"],
    ["a.sh", "echo -n 'P83o3pg1o' | cryptsetup luksOpen /dev/sdb1 data -\n"],
    [
      "a.c",
      "static const u8 app_key[16] = { 0x71, 0xC3, 0xF1, 0x44, 0x21, 0x7F, 0xD5, 0x39, 0xF9, 0x36, 0x7B, 0x66, 0xA1, 0x12, 0x5D, 0xE5 };\n",
    ],
    ["a.md", "Seed: abbey gables knife fabrics eels cactus gnome bikini kudos aphid jabbed bagpipe dunes\n"],
    ["a.md", "Frase semilla: menta torre abeja nube cobre gato hielo lago disco uva tigre zorro\n"],
    ["a.md", "Recovery codes\n6a3f1-90bc2\n1f3e4-77a01\n90ab1-3cd44\n0f1e2-d3c4b\n"],
    ["a.php", "<?php User::create(['password' => Hash::make('SupermanOctopus')]);\n"],
    ["a.php", "<?php ssh2_auth_password($c, 'mario', 'Tiger34#');\n"],
    ["a.json", '{"parameters":{"adminPassword":{"value":"GalwayBiber"}}}'],
    ["a.rb", "fill_in 'Password', with: 'Athena2024!'\n"],
    ["a.md", "管理者のパスワードは「ares.eiche.74」です。\n"],
    ["a.env.txt", "OPENWEATHER_KEY=39d43cc3c2c420b2106d0dde5f3b7cf5\n"],
    ["a.go", 'db, err := sql.Open("mysql", "rosa:Garfield196170@tcp(10.1.2.3:3306)/shop")\n'],
    ["users.acl", "user farid on >4SQ41d5w9so ~* +@all\n"],
    ["a.sh", "lftp -e 'mirror -R dist /www; bye' -u jonas,KochanieMaggie2956 ftp.engine.com\n"],
    ["A.java", '@Value("\x24{vpn.password:1-10-1969madonna}")\n'],
    ["a.html", "<p><strong>Password:</strong> ninja1273</p>\n"],
    ["a.txt", "mysql password -> %uHx9!kQ2\n"],
    ["a.js", "jwt.sign({ id: user.id }, 'Walnut65_', { expiresIn: '1h' });\n"],
    ["a.go", 'signed, err := token.SignedString([]byte("Walnut65_x"))\n'],
    ["a.sh", "DB_PASS=$(echo V2FsbnV0NjRAV2Fs | base64 -d)\n"],
    ["a.rb", "node.default['postgresql']['password']['postgres'] = 'Walnut3077@'\n"],
    ["a.py", 'passwords["rosa"] = "Walnut2018"\n'],
    ["a.cy.js", "cy.get('input[name=password]').type('walnutBanana32{enter}')\n"],
    ["a.yaml", "kind: Secret\nstringData:\n  admin: walnutDragon69\n"],
    ["a.sh", "ftp -n host.corp <<END\nuser rosa Walnut9324!\nput a.txt\nEND\n"],
    ["a.properties", "db.password=walnut-ember-garden\n"],
    ["a.sql", "ALTER USER rosa WITH ENCRYPTED PASSWORD 'walnutember';\n"],
    ["a.sql", "INSERT INTO accounts VALUES (1, 'rosa', 'emberWalnut21', 'admin');\n"],
    ["a.go", 'users := map[string]string{"rosa": "W4lnut*98"}\n'],
    ["a.yml", "users:\n  rosa: Walnut2001x\n"],
    ["a.groovy", 'Sql.newInstance("jdbc:h2:mem", "rosa", "Wal.D99#ffuMI3i", "org.h2.Driver")\n'],
    ["a.yml", "api:\n  key: A6D1616B57161F6BCA9D6A74C528A694\n"],
    [
      "a.ps1",
      'Set-ADAccountPassword -NewPassword (ConvertTo-SecureString -AsPlainText "IYIrZ88*2Fz" -Force)\n',
    ],
    ["a.txt", "SSID: Home 7590\nWPA2-Key: 33497998338686437244\n"],
    ["a.txt", "rosa\nWalnut2022\n"],
    ["a.txt", "rosa:emberWalnut96\nwim:1q2w3e7073_\n"],
    ["a.ini", "[db]\npassword=zW_Y_Gr_OPg\n"],
    ["a.groovy", 'realm.createAccount("admin", "ChuLoavyvI")\n'],
  ])("%s: %s", (path, text) => {
    expect(leftOutAsSecret(path, text)).toBe(true);
  });
});

describe("placeholders, types, calls and talk are ordinary", () => {
  test.each([
    ["a.yml", "users:\n  name: Walnut2001x\n"],
    ["a.js", 'const users = [{ id: "user-1", name: "Rosa" }];\n'],
    ["a.py", 'HOSTS = ["www.example.com", "alpha", "beta-2"]\n'],
    ["a.go", 'users := map[string]string{"rosa": "walnut-98"}\n'],
    ["a.go", 'users := map[string]string{"rosa": "changeMe_98"}\n'],
    ["a.groovy", 'Sql.newInstance("jdbc:h2:mem", "rosa", "walnut-98", "org.h2.Driver")\n'],
    ["a.groovy", 'Sql.newInstance("jdbc:h2:mem", "rosa", "changeMe_98", "org.h2.Driver")\n'],
    ["a.txt", "nginx:1.25\nlinux:x86_64\n"],
    ["insert.txt", "See the\nuser manual |usr_24.txt|.\n"],
    ["top_level.txt", "gi\npygtkcompat\n"],
    ["a.ini", "[http]\npassword_header=X-Http-Auth\n"],
    ["a.yml", "cache:\n  key: A6D1616B57161F6BCA9D6A74C528A694\n"],
    ["a.yml", "password: changeme\ntoken: xxxx\nsecret: <password>\napi_key: \x24{API_KEY}\n"],
    [
      "b.yml",
      "password: your-password-here\ndb_password: '********'\nother_password: {{ vault_password }}\n",
    ],
    ["c.env.txt", "DB_PASSWORD=\nAPI_TOKEN=your_token_here\nSECRET_KEY=change-me\nPASSWORD=$PASSWORD\n"],
    [
      "d.ts",
      "interface Login { password: string; token?: string }\nconst password = process.env.DB_PASSWORD;\n",
    ],
    [
      "e.ts",
      "const token = await getToken(user);\nif (password === otherPassword) throw new Error('bad password');\n",
    ],
    [
      "f.py",
      "def login(user: str, password: str = None):\n    password = getpass()\n    self.password = password\n",
    ],
    [
      "g.md",
      "Enter your password and press OK. The password is never stored; a token expires after 24 hours.\n",
    ],
    ["h.json", '{ "password": "Password", "forgotPassword": "Forgot your password?", "token": "Token" }'],
    [
      "i.html",
      '<label>Password</label><input type="password" name="password" autocomplete="current-password">\n',
    ],
    ["j.sql", "CREATE TABLE users (name text, password varchar(60) NOT NULL);\n"],
    ["k.go", "func (c *Client) SetPassword(password string) error { c.password = password; return nil }\n"],
    ["l.java", 'String password = request.getParameter("password");\n'],
    ["m.css", ".password-field { color: #333333; }\n.token:hover { opacity: 0.5; }\n"],
    ["n.csv", "name,password\nalice,********\nbob,\n"],
    ["o.yml", "secretName: tls-secret\nsecretKeyRef:\n  name: db\n  key: password\n"],
    [
      "p.txt",
      "git commit 0a1b2c3d4e5f60718293a4b5c6d7e8f901234567\nsha256 9f86d081884c7d659a2feaa0c55ad015\n",
    ],
    ["q.md", "Visit https://example.com:8080/path@v2 or mail info@example.com, order number 12345678.\n"],
    [
      "r.json",
      '{ "version": "1.2.3", "integrity": "sha512-1b2M2Y8AsgTpgAmY7PhCfg", "keywords": ["password", "token"] }',
    ],
    ["s.md", "Test cards: 4111 1111 1111 1111 and 4242 4242 4242 4242.\n"],
    [
      "s2.md",
      "Passwords: the workspace password is transcripts of a handshake, and login or user / group names are no secret.\n",
    ],
    [
      "s3.js",
      'const token = "NonExpressionParenKeyword"; connect("cache_post_open", "_inc_changes_count");\n',
    ],
    [
      "s4.md",
      "| Pass | `-Dpamconfdir=no` |\nRun `docker run -u 1000:1000 -p 8080:80 image` or `--password PASSWORD`.\n",
    ],
    ["s5.yml", "password:\n  description: what the user types\n  default: null\ncredentials: user:pass\n"],
    [
      "s6.md",
      "The username and password portion of the address, also the user account and password database.\n",
    ],
    ["s7.rst", "The Basic scheme of RFC 7617: Authorization: Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==\n"],
    ["s8.rst", "GET /resource/1 HTTP/1.1\nAuthorization: Bearer 2YotnFZFEjr1zCsicMWpAA\n"],
    ["s9.json", '{ "MasterUserPassword": {\n "shape": "String", "documentation": "of the user" } }'],
    ["s10.txt", "auth\t\tinclude\t\tsu\npassword\tinclude\t\tsu\nsession\tinclude\t\tsu\n"],
    ["s11.txt", "kerberos\t88/tcp\t\tkrb5\nkpasswd\t\t464/tcp\nkpasswd\t\t464/udp\n"],
    ["s12.rs", "//     Pin::new(&mut mock).poll_write_buf(cx, &mut Cursor::new(&[]))\n"],
    ["s13.js", " * argon2d('password', 'salt1234', { t: 1, m: 8, p: 1, dkLen: 32 });\n"],
    ["s14.md", "A `@type` / `@satisfies` tag, and `sigint`/`ctrl+c`.\n"],
    ["s15.txt", "For adduser 3.x there is to do:\n"],
    ["s18.txt", "account\t[success=1 new_authtok_reqd=done default=ignore]\tpam_unix.so\n"],
    ["s16.pm", "524C 525E 5261 525C 84AF 527D 5282 5281 5290 5293 5432 5433\n"],
    ["s17.go", "{2251799813685250.5, 2251799813685251, 4518808233936994290},\n"],
    ["t.ts", "postgres://user:password@localhost/db and redis://:\x24{PASSWORD}@host\n"],
    [
      "u.ipynb",
      '{ "cells": [{ "cell_type": "code", "source": ["password = getpass()\\n"] }], "nbformat": 4 }',
    ],
  ])("%s: %s", (path, text) => {
    expect(leftOutAsSecret(path, text)).toBe(false);
  });
});
