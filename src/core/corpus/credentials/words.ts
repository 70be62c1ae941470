/** Words for a password that also end other words. */
const AMBIGUOUS_ENDS: ReadonlySet<string> = new Set([
  "clave",
  "parol",
  "parola",
  "parole",
  "passe",
  "paswd",
  "pswd",
  "sandi",
  "parool",
  "geslo",
]);

/** How much a name says: that people choose the value, that it is kept secret, that it is made by a machine, or only that it is a key of something. */
export type NameClass = "password" | "secret" | "token" | "key";

/** Words for a password, also in other languages; where one has an accent, people write it without as well. */
const PASSWORD = `
  password passwd passwort passphrase passcode passwrd passw pswd psswd paswd pwd psk pass pw kennwort kennw losungswort
  contraseña contrasena contrasenya clave senha palavra-passe motdepasse mdp passe wachtwoord hasło haslo heslo jelszó jelszo
  parola parolă lozinka şifre sifre lösenord losenord passord adgangskode kodeord salasana geslo slaptažodis slaptazodis
  parole salasõna fjalëkalim lykilorð aðgangsorð sandi laluan пароль парола лозинка құпиясөз гасло κωδικός κωδικος συνθηματικό
  密码 密碼 口令 パスワード 暗証番号 비밀번호 암호 패스워드 المرور السر סיסמה סיסמא पासवर्ड পাসওয়ার্ড رمزعبور عبور รหัสผ่าน khẩu khau
  authtok requirepass masterauth bindpw rootpw userpw sshpass storepass keypass wpa-psk passphrases passwords pin cvv cvc passkey adminpass
  wagwoord contrasenya pasahitz zaporka գաղտնաբառ პაროლი сырсөз parol pasfhocal cyfrinair pasvorto nenosiri лозинку пароля паролем hasła hesla geheimwort passwörter
  ລະຫັດຜ່ານ ពាក្យសម្ងាត់ စကားဝှက် कूटशब्द கடவுச்சொல் ಗುಪ್ತಪದ പാസ്വേഡ് પાસવર્ડ ਪਾਸਵਰਡ මුරපදය گذرواژه پاسورڈ 通行碼 合言葉 비번
  presharedkey puk lösenordet losenordet passordet adgangskoden hasłem salasanan
  userpass dbpass dbpassword mypwd userpassword unlockcode pincode
  wlanschlüssel wlanschluessel netzwerkschlüssel wifischlüssel cléwifi clewifi clavewifi wifikey wlankey wpakey wepkey networkkey parolachiave palavrachave claveacceso contrasenia contrasinal parol parool mima matkhau katasandi paswoord pasahitza keymaterial kodwort zugangscode toegangscode
`;

/** What programs keep secret and people often write themselves. */
const SECRET = `
  secret secrets mnemonic geheim geheimnis segreto secreto segredo secrète секрет секретный секретная тайна 秘密 機密 シークレット 비밀키 hemlig hemlighet hemmelig hemmelighed salaisuus gizli tajny tajemnica tajomstvo tajemství titok secreta rahasia clientsecret appsecret
`;

const TOKEN = `
  token tokens apikey apitoken accesskey secretkey privatekey authtoken authkey accesstoken refreshtoken bearer credential
  credentials creds cookie sessionid session sessid phpsessid jsessionid authorization auth sas totp otp salt salts pepper
  webhook accountkey sharedkey signingkey encryptionkey masterkey licensekey jwt ключ 密钥 密鑰 秘密鍵 schlüssel
  schluessel clé chave llave chiave sleutel nyckel nøkkel nøgle avain klucz klíč kľúč ključ kulcs cheie anahtar anahtarı κλειδί jeton jetons токен 令牌 トークン 토큰 אסימון privkey prikey
`;

/** What makes a key one that is kept secret. */
const KEY_QUALIFIERS = new Set(
  words(`api access secret private auth account storage shared encryption encrypt encrypted signing sign master license licence
    validation decryption client app application service server deploy deployment subscription webhook session cookie crypto cipher aes hmac jwt
    root admin ssh ssl tls pgp gpg wallet eth ethereum bitcoin btc consumer developer project write read integration security
    privatekey raw rsa host peer preshared psk user account1 django flask rails nonce logged in secure firebase stripe twilio
    sendgrid aws azure gcp google openai github gitlab slack maps functions function instrumentation cosmos redis primary
    secondary recovery backup restricted publishable gateway partner merchant tenant bot data vault`),
);

/** Ends of names that speak about a secret and do not hold it. */
const ABOUT = new Set(
  words(`field fields input label labels hint hints placeholder policy policies length len min max file files filename path paths
    dir url uri type types kind name names id ids regex regexp pattern validator validation validate error errors message
    messages msg text title help prompt required reset expiry expires expiration expire ttl count counts enabled disabled show
    hide visible visibility strength rule rules algorithm algo encoder format column header headers env var variable ref arn
    class mode method provider endpoint callback handler manager service store storage reader source index size limit usage
    budget parser scope scopes issuer audience info status state view page form button icon link change changed confirm
    confirmation repeat again forgot forgotten change1 lifetime lifespan age version count1 encoding prefix suffix separator
    delimiter location model map list set cache timeout interval attempts retries generator factory helper util utils
    checker check checks style color colour char chars character characters mask masked reqd hash hashes hashed hasher hashers validators digest
    iterations rounds tag tags description desc doc docs comment example examples test tests spec event events action
    actions command option options flag flags config settings setting param params parameter parameters arg args attr
    attribute property properties key1 keys value1 object objects class1 interface impl protocol function1 fn func
    callbacks resolver selector query body request response result results context holder container wrapper
    manager1 mgr controller variants component module package plugin vault1 backend frontend server1 host1 port domain`),
);

/** Found by trying, it is the password. */
const PASSWORD_HASH = /pass(?:word|wd)?[_-]?(?:hash|digest|md5|sha\d*)$/i;

/** A key in the environment is one of a service, whatever its name. */
const ENVIRONMENT_KEY = /^[A-Z][A-Z\d]*(?:_[A-Z\d]+)*_KEY$/;
const NO_SECRET_KEYS = new Set(
  words(
    `public pub primary foreign sort cache map index row column config storage host partition group hash context registry lookup unique object item option feature translation i18n local react event message topic query state
    sub first last next prev previous old new current my this the a by of to from for on is has get set any each no all other same
    child parent node entry dict table field prop property data record id type name text label title section page list array route path
    url file image media asset package module component block section tab menu form input button hot arrow shortcut tooltip
    metadata idempotency dedupe request response trace span log metric chunk bundle build version`,
  ),
);

function words(list: string): string[] {
  return list.split(/\s+/).filter(Boolean);
}

const CLASS_OF: ReadonlyMap<string, NameClass> = new Map([
  ...words(PASSWORD).map((word) => [word, "password"] as const),
  ...words(SECRET).map((word) => [word, "secret"] as const),
  ...words(TOKEN).map((word) => [word, "token"] as const),
]);

/** Words for a password that are long enough to end no other word. */
const PASSWORD_END = new RegExp(
  `(?:${words(PASSWORD)
    .filter((word) => /^\p{L}{5,}$/u.test(word) && !AMBIGUOUS_ENDS.has(word))
    .join("|")})$`,
);

/** Every text in which a name of a credential can be found has one of these, in lower case where it is ASCII. */
export const CREDENTIAL_KEYWORDS: readonly string[] = keywords();

function keywords(): string[] {
  const all = [...CLASS_OF.keys(), "key", "seed", "phrase", "sandi"];
  const wide = all.flatMap((word) => [word, word.toUpperCase(), word[0].toUpperCase() + word.slice(1)]);
  const written = new Set(wide.map(asciiLower));
  return [...written].filter((word) => !contains(word, written));
}

function asciiLower(word: string): string {
  return word.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

/** Whether another keyword is found wherever `word` is. */
function contains(word: string, others: ReadonlySet<string>): boolean {
  return [...others].some((other) => other !== word && word.includes(other));
}

/** Parts of a name: at a change of case, at digits and at whatever is no letter. */
const PARTS = /\p{Lu}?[\p{Ll}\p{Lo}\p{M}]+|\p{Lu}+(?!\p{Ll})/gu;

export function partsOf(name: string): string[] {
  return (name.match(PARTS) ?? []).map((part) => part.toLowerCase());
}

/** Words that say whose credential it is, or how it is written, behind the word for it. */
const WHOSE = new Set(
  words(`become prod production dev development staging stage test testing qa uat live local main primary secondary backup old new current
    default db database sql mysql postgres postgresql redis mongo mongodb admin root user app api web server service client github
    gitlab slack aws azure gcp google stripe base b64 plain clear cleartext plaintext raw hex string str value internal external
    smtp mail email ftp sftp ssh wifi wlan vpn ldap rds a b c en de int ext login account site host report sync portal legacy erp crm sap svc etl ci dev master slave replica repl monitor vnc rdp nas router alt temp tmp initial base
    banco bd datos datenbank servidor serveur base correo usuario utente utilisateur benutzer gebruiker konto cuenta conta baza bazy acceso acesso accesso zugang toegang`),
);

/** Words that mean other things more often, unless they end a name. */
const AMBIGUOUS = new Set(
  words("pass pw pwd pin cvv cvc passe clave parole parola sandi laluan geheim cookie auth sas salt"),
);

/** `DB_PASSWORD` names a password, `passwordField` does not. Undefined for what names no credential. */
export function classOfName(name: string): NameClass | undefined {
  const known = CLASS_OF.get(name.toLowerCase());
  if (known) return known;
  if (PASSWORD_HASH.test(name)) return "token";
  const parts = partsOf(name);
  const isVariable = ENVIRONMENT_KEY.test(name) && !NO_SECRET_KEYS.has(parts.at(-2) ?? "");
  for (let i = parts.length - 1; i >= 0; i--) {
    const found = classOfParts(parts, i, isVariable);
    if (found) return mayFollow(parts.slice(i + 1), parts[i], name) ? found : undefined;
    if (ABOUT.has(parts[i])) return undefined;
  }
  return undefined;
}

/** Of the part number `i`, alone or with the one before it. */
function classOfParts(parts: readonly string[], i: number, isVariable: boolean): NameClass | undefined {
  const part = parts[i];
  const before = parts[i - 1] ?? "";
  const known =
    CLASS_OF.get(`${parts[i - 2] ?? ""}${before}${part}`) ??
    CLASS_OF.get(before + part) ??
    CLASS_OF.get(part) ??
    classOfEnd(part);
  if (known) return known;
  if (/^keys?$/.test(part) && (KEY_QUALIFIERS.has(before) || isVariable)) return "token";
  if (part === "key" && before !== "" && !NO_SECRET_KEYS.has(before))
    return before.length > 1 ? "key" : undefined;
  if (/^(?:phrase|words)$/.test(part) && /^(?:seed|recovery|secret|pass|backup|wallet)$/.test(before))
    return "secret";
  return undefined;
}

/** Behind whatever it is that a password opens, where the words for it are cut short: `remotepass`, `imappw`. */
const SHORT_PASS =
  /^(?!(?:com|by|tres|sur|encom|over|under|sub|multi|render|band|low|high|all|single|two|one|first|pre|post|path|im|ex|shader|depth|color|opt|llvm|get|old)(?:pass|pwd)$)\p{L}{2,12}(?:pass|pwd|pw)$/u;

/** Of whom a password is that has its word cut short: `srcstorepass`. */
const OWNER_PASS =
  /(?:key|store|user|db|admin|root|mail|smtp|imap|ftp|ssl|auth|proxy|http|login|ldap|vnc|enc|priv|src|dest|p12|sql|pg|web)pass$/;

/** Of names that are written as one word, such as PGPASSWORD and Datenbankkennwort. */
function classOfEnd(part: string): NameClass | undefined {
  if (PASSWORD_END.test(part)) return "password";
  if (WHOSE.has(part.replace(/(?:pass|pwd?)$/, "")) && !WHOSE.has(part)) return "password";
  if (/(?:pass|pwd?)$/.test(part) && (OWNER_PASS.test(part) || SHORT_PASS.test(part))) return "password";
  if (/(?:secret|geheimnis)$/.test(part)) return "secret";
  if (part.endsWith("key") && KEY_QUALIFIERS.has(part.slice(0, -3))) return "token";
  return /(?:apikey|token|accesskey|secretkey|privatekey|schlüssel|schluessel)$/.test(part)
    ? "token"
    : undefined;
}

function mayFollow(rest: readonly string[], word: string, name: string): boolean {
  if (rest.length === 0) return true;
  const namesOwner = rest.every((part) => WHOSE.has(part));
  if (AMBIGUOUS.has(word)) return namesOwner && !/^(?:pin|cv[cv]|cookie|auth|sas|salt|geheim)$/.test(word);
  return namesOwner || (rest.length === 1 && (/[_-]/.test(name) || CLASS_OF.get(word) === "password"));
}

/** Whether words say whose credential something is. */
export function nameOwner(words: string): boolean {
  return partsOf(words).every((part) => WHOSE.has(part));
}

/** Words that say which of several it is, and not whose. */
const WHICH =
  /^(?:old|new|current|default|temp|tmp|initial|base|plain|clear|cleartext|plaintext|raw|hex|string|str|value|text|become|a|b|c|login)$/;

/** Whether a name says whose credential it is. */
export function namesOwner(name: string): boolean {
  const owners = partsOf(name).filter((part) => !CLASS_OF.has(part));
  return (
    (owners.length > 0 && owners.every((part) => WHOSE.has(part) && !WHICH.test(part))) ||
    /^(?:pg|mysql|redis|mongo|smtp|ftp|db|admin|root|ssh)pass\w{0,5}$/i.test(name)
  );
}

/** Whether a value only names a credential, as translations of a label do. */
export function isLabel(value: string): boolean {
  const parts = partsOf(value);
  if (/^\p{Lu}\p{Ll}+$/u.test(value) && classOfName(value) === "password") return true;
  return parts.length > 0 && parts.every((part) => CLASS_OF.has(part));
}

/** Whether the name ends with a word that means other things more often. */
export function isAmbiguous(name: string): boolean {
  const parts = partsOf(name);
  const [last = "", owner] = parts.toReversed();
  if (/p(?:ass|wd?)$/.test(last) && SHORT_PASS.test(last) && !OWNER_PASS.test(last) && !CLASS_OF.has(last))
    return true;
  if (!AMBIGUOUS.has(last) || CLASS_OF.has(`${owner}${last}`)) return false;
  return owner === undefined || !(WHOSE.has(owner) || /^pwd?$/.test(last));
}
