import { describe, expect, test } from "vitest";
import { leftOutAsSecret } from "../../support/leftOutAsSecret";

const isLeftOut = (path: string, text: string) => expect(leftOutAsSecret(path, text)).toBe(true);

describe("seeds of one-time passwords and the codes beside them", () => {
  test.each([
    ["a.txt", "2FA seed for AWS root: HASWY6ITLQ5TX6X2ZCDZRYUWXTC5RBBS\n"],
    ["a.txt", "TOTP secret: 3I3G LMW3 WKKB VB2J Q4ZD LOAC 5DSY XPPJ\n"],
    ["a.txt", "otpauth://totp/Shop:rosa?issuer=Shop&secret=HASWY6ITLQ5TX6X2\n"],
    ["a.md", "Authenticator setup key: k5sq w2he xm4t 7n2b\n"],
    ["a.py", "totp = pyotp.TOTP('HASWY6ITLQ5TX6X2ZCDZRYUW')\n"],
    ["a.sh", "oathtool --totp -b HASWY6ITLQ5TX6X2\n"],
    ["a.md", "GitHub recovery codes: 0f3a1-9bc2d, 77a01-b3c4d, 5e6f7-a8b9c, 1d2e3-f4a5b\n"],
    ["a.md", "Wiederherstellungscodes:\nk5sq-w2he\nxm4t-7n2b\nq2ze-p5ru\nb3nw-y6kd\n"],
    ["a.md", "Codes de secours :\n1. 83a1-9f02\n2. 11bc-7e40\n3. 9d3e-0a51\n4. 6c2f-b8d7\n"],
  ])("%s: %s", isLeftOut);
});

describe("logins in sentences, chats and commits", () => {
  test.each([
    ["a.md", "The admin account is jenkins / Lt8AF#pxmIHb.\n"],
    ["a.md", "- demo account jenkins/IMissEmber2 stays until the fair\n"],
    ["a.txt", "<Luca> the login is admin:Neo2015!\n"],
    ["a.txt", "<Luca> pw: willow-ember-garden\n"],
    ["a.txt", "<Luca> pw: ILoveWalnut\n"],
    ["a.md", "Heslo je mD0eMiXB*!Y8J.\n"],
    ["a.md", "Hasło do serwera: walnut_piano_ember\n"],
    ["a.md", "A senha do servidor é walnut_garden_biscuit.\n"],
    ["a.md", "mot de passe: desert-walnut-Ember\n"],
    ["COMMIT_EDITMSG", "Change the database password to banane-walnut-ember\n"],
    ["a.txt", "[12:32] Mei: here is the dd key for the server: 0ccd347feb23ead895e7ae35519818d4\n"],
  ])("%s: %s", isLeftOut);
});

describe("arguments, steps of tests, constants and settings", () => {
  test.each([
    ["A.java", 'DriverManager.getConnection("jdbc:mysql://10.1.2.3/shop", "shop_rw", "Sunshine");\n'],
    ["a.php", "$db = new PDO('mysql:host=db1;dbname=shop', 'shop', 'Walnut');\n"],
    ["a.c", 'mysql_real_connect(c, "db1", "rosa", "EmberWalnut", "shop", 0, NULL, 0);\n'],
    ["a.go", 'auth := smtp.PlainAuth("", "rosa", "WalnutEmber", "mail.corp.lan")\n'],
    ["a.rs", 'let creds = Credentials::new("root".to_string(), "zaq12wsx470".to_string());\n'],
    ["a.bas", 'ActiveSheet.Unprotect "walnut.garden.ember"\n'],
    ["a.feature", '    And I fill in "Password" with "Walnut.0309"\n'],
    ["a.feature", '    When I enter "WalnutGarden" into the "Password" field\n'],
    ["a.feature", '    Given I am logged in as "rosa" with "WalnutGarden"\n'],
    ["a.robot", "Log In\n    Input Password    id:pwd    WalnutGarden\n"],
    ["a.spec.ts", "await page.getByLabel('Password').fill('WalnutGarden');\n"],
    ["a.py", 'PASSWORD = "Lightning"\nOTHER = 1\n'],
    ["a.js", "const adminPassword = 'Iloveyou';\n"],
    ["a.yml", 'adminPassword: "Rockyspi"\n'],
    ["a.xml", "<db><user>deploy</user><Password>Phoenixwiz</Password></db>\n"],
    ["a.py", "PASSWORD = 'liberty.cookie.walnut.ember'\n"],
    ["Dockerfile", "FROM debian\nENV PGPASSWORD walnut-ember-garden\n"],
    ["hosts", "10.1.29.180 ansible_ssh_pass=trtkelko\n"],
    ["a.txt", 'app_user : XAUTH "Gandalfbut"\n'],
    ["a.sh", "curl -s -u'webapp:xqME4feKK&cxRA*#wX' -X POST https://10.15.130.7/api\n"],
    ["a.sh", "ipa-client-install --unattended -p admin -w kernel.saffron.copper\n"],
    ["a.log", `DEBUG SAMLResponse=PHNhbWxwOlJlc3BvbnNl${"IHhtbG5zOnNhbWxwPSJ1cm46b2Fz".repeat(3)}\n`],
  ])("%s: %s", isLeftOut);
});

describe("addresses", () => {
  test.each([
    ["a.txt", "postgres://app:k#Walnut9/7@db.corp.lan:5432/shop\n"],
    ["a.txt", "mysql://root:Walnut#99@10.0.0.3/shop\n"],
    ["a.txt", "smtp://mailer@corp.lan:Walnut99x?@smtp.corp.lan:587\n"],
    ["a.txt", "https://app.corp.lan/reset-password/k39dkfj20fjdksAw93kfQQ\n"],
    ["a.txt", "https://app.corp.lan/magic-link?code=k39dkfj20fjdksAw93kf\n"],
  ])("%s: %s", isLeftOut);
});

describe("private keys and phrases in unusual writings", () => {
  const HEX = "b26f34bbe73fce39fc69dfef76af4f224b3db2681bc2162c6a937d265a4bbba8";
  const WORDS = "believe hybrid elegant tobacco harvest above fiction fossil alley drift elder flavor".split(
    " ",
  );
  test.each([
    ["a.txt", `302e020100300506032b657004220420${HEX}\n`],
    ["a.log", "GET /x?k=-----BEGIN%20PRIVATE%20KEY-----%0AMC4CAQAwBQYDK2VwBCIEIMib7FrBKRbLdeg%2B\n"],
    ["a.txt", `Private Keys\n==================\n\n(0) 0x${HEX} (100 ETH)\n`],
    ["a.js", `const wallet = new ethers.Wallet("0x${HEX}", provider);\n`],
    ["a.txt", `nostr hex seckey ${HEX}\n`],
    ["a.txt", `CLIENT_RANDOM ${HEX} ${HEX}${HEX.slice(0, 32)}\n`],
    ["a.md", `trezor\n\n${WORDS.map((word, i) => `#${i + 1} ${word}`).join("\n")}\n`],
    ["a.html", `<p>Trezor</p><ol>${WORDS.map((word) => `<li>${word}</li>`).join("")}</ol>\n`],
    ["a.yml", `trezor:\n${WORDS.map((word, i) => `word${i + 1}: ${word}`).join("\n")}\n`],
    ["a.txt", "助记词：的 一 是 在 不 了 有 和 人 这 中 大\n"],
  ])("%s: %s", isLeftOut);
});

describe("what only resembles them is ordinary", () => {
  test.each([
    ["types.ts", "  /**\n   * The user credentials password sent with the HTTP request.\n   */\n"],
    ["a.md", "Every user account password sent by mail is logged.\n"],
    ["a.rst", " * Debugger is active!\n * Debugger PIN: nnn-nnn-nnn\n"],
    ["a.properties", "spring.datasource.password=\napp.jobs.report.enabled=true\n"],
    ["a.ini", "[db]\npassword =\nhost = localhost\nuser = app\n"],
    [
      "a.feature",
      '    When I fill in "Password" with "<password>"\n    And I fill in "Password" with "wrong"\n',
    ],
    ["a.robot", "    Input Password    id=password    \x24{PASSWORD}\n"],
    ["a.md", "Two-factor authentication: scan the code with your authenticator app, enter the six digits.\n"],
    ["a.md", "| Setting | Default |\n|---|---|\n| OTP_ISSUER | MYCOMPANYLIMITEDGROUP |\n"],
    ["a.md", "Recovery codes: each code can be used once. Download, print, copy, or save them.\n"],
    ["a.md", "Backup codes look like `xxxx-xxxx`. You get ten.\n"],
    ["a.md", "The account is user/admin based. Login: see docs/login.md\n"],
    ["a.md", "The admin account is disabled / locked. The service account is read-only / limited.\n"],
    ["a.md", "The GitHub account is octocat/hello-world and the repository account/my-project2\n"],
    ["a.txt", "Change the password to something else. Set the password to never-expire.\n"],
    [
      "a.md",
      "Log in as admin with the button on the right. The wifi password for visitors: ask at the desk.\n",
    ],
    [
      "a.md",
      "Here is the key for the table: bold means required. The sort key for it is created_at_desc_v2.\n",
    ],
    [
      "a.md",
      "wallet: sign the transaction 0x5c504ed432cb51138bcf09aa5e8a410dd4a1e204ef84bfed1be16dfba1b22060\n",
    ],
    ["a.java", 'static final String KEYSTORE_PASSWORD = "javax.net.ssl.keyStorePassword";\n'],
    ["a.ts", "const WRONG_PASSWORD = 'Incorrect';\nenum Step { Password = 'Password' }\n"],
    [
      "a.ts",
      "const routes = { resetPassword: 'auth.password.reset.form', password: 'profile.settings.security' };\n",
    ],
    ["A.java", 'DriverManager.getConnection("jdbc:mysql://localhost/test", "user", "password");\n'],
    ["a.po", 'msgstr "Vaša lozinka je izmjenjena."\n'],
    ["a.md", "http://localhost:8080/path@v2 and https://host.example.com:443/@scope/pkg\n"],
    ["a.md", "https://app.example.com/reset-password/how-to-reset-your-password\n"],
    ["a.html", '<span class="k">pass</span>\n\n<span class="nd">@property</span>\n'],
    ["sshconfig.vim", "syn keyword sshconfigPreferredAuth hostbased publickey password gssapi-with-mic\n"],
  ])("%s: %s", (path, text) => {
    expect(leftOutAsSecret(path, text)).toBe(false);
  });
});
