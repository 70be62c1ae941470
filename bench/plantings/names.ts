/** The words of a name, with spaces between. */
export type Name = string;

const names = (text: string): Name[] => text.trim().split(/\s*,\s*/);

/** Of what people choose. */
export const PASSWORDS =
  names(`password, db password, smtp pass, admin pwd, passphrase, passwort, contraseña, wifi password, root password, user passwd,
  login password, db password prod, admin password staging, пароль, mot de passe, redis password, ftp password, senha, keystore password`);

export const HELD_OUT_PASSWORDS =
  names(`kennwort, wachtwoord, hasło, heslo, lösenord, parola, şifre, salasana, passord, adgangskode, κωδικός, 密码, パスワード, 비밀번호,
  passcode, bind password, sudo password, vpn psk, imap passwd, master password, become pass, truststore password, backup passphrase, svc pw, ftp pass, proxy password,
  grafana admin password, datenbank passwort, clave acceso, senha banco, palavra passe, geslo, slaptažodis, jelszó, parolă, пароль базы, mot de passe admin, sa password,
  encryption password, export password, sftp pwd, router passwort, kata sandi, mật khẩu, رمز عبور, סיסמה, api password, wlan schlüssel, zugangspasswort, db pw prod`);

/** Of what programs make. */
export const TOKENS = names(
  `api key, secret key, auth token, client secret, access token, jwt secret, session secret, encryption key, api token value, clé api, github token, aws secret access key`,
);

export const HELD_OUT_TOKENS =
  names(`signing secret, webhook secret, refresh token, bearer token, consumer secret, storage account key, shared access key, app secret, hmac key,
  private token, service key, deploy token, personal access token, api secret, cookie secret, master key, application key, bot token, csrf secret, account key, admin token,
  license key, subscription key, oauth token, integration token, upload token, registration token, secret key base, geheimer schlüssel, clé api, chave api, api schlüssel, token de acceso, секретный ключ, 密钥, client secret value`);
