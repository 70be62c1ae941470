import { nameRules } from "./ignoreRules";

/** Whether something may hold secrets, by its path from the workspace folder; a folder's ends in `/`. */
export type SecretNames = (path: string) => boolean;

/** The rules on names that hold secrets, whatever their case. No setting and no ignore file loosens them. */
export function secretNames(): SecretNames {
  const files = nameRules(FILES, false);
  const folders = nameRules(FOLDERS, false);
  return (path) => {
    if (path.endsWith("/")) return folders.test(path)?.ignored === true || PATHS.test(path);
    return originalNames(path).some((name) => files.test(name)?.ignored === true || PATHS.test(name));
  };
}

/** How editors, people and tools mark a copy at the end of a name, or at its beginning. */
const COPY =
  /(?:~\d*|#|[.~_-](?:bak|back|backup|old|orig|original|save|saved|sav|copy|kopie|tmp|temp|swp|swo|swn|new|prev|previous|rpmsave|rpmnew|dpkg-old|dpkg-dist|dist-old|disabled|local|\d{1,14}(?:-\d{2,6}){0,4})|[ ._-]?(?:\(\d{1,3}\)|- ?copy|copy(?: \d)?))$/i;
/** Marks that are taken off one after the other: `server.key.bak.1~`. */
const MARKS = 4;

/** The path, and the path without the marks of a copy in its last name. */
function originalNames(path: string): string[] {
  const names = [path];
  for (let mark = 0; mark < MARKS; mark++) {
    const name = names[mark].replace(COPY, "");
    if (name === names[mark] || name === "" || name.endsWith("/")) break;
    names.push(name);
  }
  const last = names.map((name) =>
    name.replace(
      /(^|\/)(?:#|\.#|~\$|\._|(?:copy|kopie|backup|old) (?:of|von) |copy_of_|backup[-_])(?=[^/]+$)/i,
      "$1",
    ),
  );
  return [...new Set([...names, ...last])];
}

/** The negative patterns are samples that are meant to be published. */
const FILES = `
  .env
  .env.*
  *.env
  .envrc
  !.env.example
  !.env.sample
  !.env.template
  !.env.dist
  !example.env
  !sample.env
  *.pem
  !public.pem
  !*[-_.]public.pem
  !*[-_.]pub.pem
  !pub.pem
  !*public[-_]key*.pem
  !*publickey*.pem
  *.key
  *.ppk
  *.pk8
  *.p8
  *.p12
  *.pfx
  *.jks
  *.jceks
  *.keystore
  *.truststore
  *.bks
  *.crt
  *.cer
  *.der
  *.csr
  *.gpg
  *.pgp
  *.kdb
  *.kdbx
  *.keychain
  *.keychain-db
  *.ovpn
  *.rdp
  *.mobileprovision
  *.provisionprofile
  *.age
  *.pkcs12
  *.pvk
  *.snk
  *.jwk
  privatekey
  presharedkey
  hs_ed25519_secret_key
  *.p7b
  *.p7c
  *.spc
  *.keytab
  krb5cc_*
  *.kwallet
  *.psafe3
  *.enpassdb
  *.1pux
  *.1pif
  *.opvault
  *.wallet
  wallet.dat
  identity
  id_*_sk
  id_xmss*
  *_rsa
  *_dsa
  *_ecdsa
  *_ed25519
  deploy_key
  deploy-key
  id_rsa*
  id_dsa*
  id_ecdsa*
  id_ed25519*
  ssh_host_*_key
  authorized_keys
  known_hosts
  .vault-token
  kubeconfig
  *.kubeconfig
  .npmrc
  .yarnrc.yml
  .pypirc
  .netrc
  _netrc
  .dockercfg
  .dockerconfigjson
  .git-credentials
  .gitconfig
  .htpasswd
  .pgpass
  .my.cnf
  .mylogin.cnf
  .s3cfg
  .boto
  .fetchmailrc
  .msmtprc
  .ftpconfig
  .remote-sync.json
  .terraformrc
  terraform.rc
  *.tfstate
  *.tfstate.*
  *.tfvars
  *.tfvars.json
  !*.example.tfvars
  .bash_history
  .zsh_history
  .sh_history
  .python_history
  .psql_history
  .mysql_history
  .sqlite_history
  .node_repl_history
  .irb_history
  credentials
  credentials.json
  credentials.y*ml
  credentials.xml
  credentials.properties
  credentials.ini
  credentials.toml
  credentials.csv
  credentials.txt
  credential.json
  client_secret*.json
  client-secret*.json
  secret.json
  secret.y*ml
  secret.txt
  secrets.json
  secrets.y*ml
  secrets.toml
  secrets.xml
  secrets.ini
  secrets.properties
  secrets.txt
  *credential*.txt
  *credential*.csv
  *credential*.xls*
  *credential*.json
  *credential*.y*ml
  *credential*.ini
  *credential*.env
  !*credential*.schema.json
  .credentials
  *_credentials
  *.credentials
  *password*.txt
  *passwords*.csv
  *passwords*.xls*
  *passwort*.txt
  *passwo*rter*.*
  *passwörter*.*
  *kennwo*rter*.*
  *kennwörter*.*
  *zugangsdaten*.*
  *contrasen*.*
  *contraseñ*.*
  *credenciales*.*
  mots-de-passe*
  mots_de_passe*
  motsdepasse*
  mot-de-passe*
  mdp.txt
  *identifiants*.txt
  senhas*
  *credenziali*.*
  *wachtwoorden*.*
  *inloggegevens*.*
  hasla.*
  hasła.*
  passwd.txt
  passwds.*
  pass.txt
  pw.txt
  pws.txt
  pins.txt
  logins.txt
  logins.csv
  logins.json
  *recovery?codes*.txt
  *backup?codes*.txt
  *seed?phrase*.txt
  mnemonic*.txt
  *lastpass*.csv
  *bitwarden*.csv
  *bitwarden*.json
  *1password*.csv
  *keepass*.csv
  *keepass*.xml
  *dashlane*.csv
  cookies.txt
  cookies.sqlite
  signons.sqlite
  key[34].db
  .vault_pass*
  .vault-pass*
  vault_pass*
  vault-pass*
  .vault_password*
  vault_password*
  .ansible_vault*
  *.vault-password
  .passwd
  .password
  .passwords
  .secret
  .secrets
  .token
  .tokens
  .pass
  .passphrase
  *.passphrase
  *.secret
  *.secrets
  *.secrets.json
  *.secrets.y*ml
  service-account*.json
  service_account*.json
  serviceAccount*.json
  google-services.json
  GoogleService-Info.plist
  application_default_credentials.json
  accessTokens.json
  azureProfile.json
  publishsettings
  *.publishsettings
  *.pubxml.user
  master.key
  passwords.*
  password.txt
  htpasswd
  token.txt
  tokens.json
  wp-config.php
  proftpdpasswd
  keystore.properties
  key.properties
  signing.properties
  local.settings.json
  .curlrc
  .wgetrc
  .lftprc
  .smbcredentials
  .cifscredentials
  .mongorc.js
  .mongoshrc.js
  .*_history
  fish_history
  ConsoleHost_history.txt
  .dbshell
  .mysql_secret
  .pip.conf
  .databrickscfg
  .snowsql.cnf
  .clasprc.json
  .dev.vars
  .sentryclirc
  .ossutilconfig
  .cdsapirc
  .Renviron
  .flaskenv
  .tfrc
  *.tfrc.json
  kaggle.json
  rclone.conf
  .rclone.conf
  ngrok.yml
  rootkey.csv
  *accessKeys.csv
  *firebase-adminsdk*.json
  *-sa-key.json
  *_sa_key.json
  gcp-key.json
  UTC--*
  dataSources.local.xml
  webServers.xml
  .dbeaver-data-sources.xml
  pgpass.conf
  debian.cnf
  .odbc.ini
  .cvspass
  .hgrc
  auth.json
  .esmtprc
  .mbsyncrc
  .getmailrc
  wpa_supplicant*.conf
  wpa_supplicant.conf
  *.nmconnection
  wg[0-9]*.conf
  unattend*.xml
  autounattend*.xml
  sysprep*.xml
  *.rdg
  *.kirbi
  filezilla.xml
  sitemanager.xml
  recentservers.xml
  winscp.ini
  sftp-config.json
  sftp.json
  .sftp-config.json
  ftpsync.settings
  shadow
  shadow-
  gshadow
  *.htpasswd
  *.htdigest
  *.pwd
  *.pwl
  nuget.config
`;

/** Folders of which nothing is read. */
const FOLDERS = `
  *.agilekeychain/
  *.opvault/
  .aws/
  .azure/
  .kube/
  .ssh/
  .gnupg/
  .gcloud/
  .oci/
  .password-store/
`;

/** What only its folder gives away. */
const PATHS =
  /(?:^|\/)(?:\.docker\/config\.json|\.config\/(?:hub|(?:gcloud|gh|rclone|doctl)\/)|\.m2\/settings(?:-security)?\.xml|\.gem\/credentials|\.dbt\/profiles\.yml|\.snowsql\/config|\.gradle\/gradle\.properties|\.huggingface\/token|\.stripe\/config\.toml|\.aliyun\/config\.json|\.scw\/config\.ya?ml|\.fly\/config\.yml|\.pip\/pip\.conf|\.cargo\/credentials(?:\.toml)?|etc\/(?:shadow|passwd))$/i;
