import { nameRules } from "./ignoreRules";

/** Whether something may hold secrets, by its path from the workspace folder; a folder's ends in `/`. */
export type SecretNames = (path: string) => boolean;

/** The rules on names that hold secrets, whatever their case. No setting and no ignore file loosens them. */
export function secretNames(): SecretNames {
  const files = nameRules(FILES, false);
  const folders = nameRules(FOLDERS, false);
  return (path) => {
    const names = path.endsWith("/") ? folders : files;
    return names.test(path)?.ignored === true || PATHS.test(path);
  };
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
  /(?:^|\/)(?:\.docker\/config\.json|\.config\/(?:hub|(?:gcloud|gh|rclone|doctl)\/)|\.m2\/settings(?:-security)?\.xml|\.gem\/credentials|\.cargo\/credentials(?:\.toml)?|etc\/(?:shadow|passwd))$/i;
