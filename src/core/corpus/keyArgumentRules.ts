import type { OwnRule } from "./secretRule";

/** Keys and passwords as arguments of what signs, encrypts and hashes. */
export const KEY_ARGUMENT_RULES: Readonly<Record<string, OwnRule>> = {
  "key-argument": {
    keywords: [
      "jwt",
      "fernet(",
      "keyspec(",
      "hmac",
      "cipher",
      "aesgcm(",
      "secretbox(",
      "pyotp",
      "totp(",
      "hmac.new(",
      "aes.new(",
      "cryptojs",
      "jose",
    ],
    pattern: String.raw`(?i)(?:\bjwt\w*[.:]{1,2}(?:sign|verify|encode|decode)\((?:[^()\n"'\x60]|\([^()\n]*\)|["'][^"'\n]*["'](?:\s*[:,}\]]))*?,|(?:fernet|keyspec|hmac(?:\.new|sha\d+)?|createhmac|aesgcm|secretbox|createcipheriv|createdecipheriv|aes\.(?:new|encrypt|decrypt)|totp|hotp|new_from_key)\((?:["']\w{3,14}["']\s*,|[^()\n"']*?[,\s])?|hmac\.new\([^"'\n]*\(?)\s*(?:(?:\[\]byte|buffer\.from|bytes|string)\()?b?["'\x60]([^"'\x60\n]{12,128})["'\x60]`,
    looks: "random",
  },
  "signing-key": {
    keywords: [
      "jwt",
      "signedstring(",
      "signwith(",
      "cookieparser(",
      "hash_hmac(",
      "hmac.new(",
      "secretorkey",
    ],
    pattern: String.raw`(?i)(?:\bjwt\w*[.:]{1,2}(?:sign|encode)\((?:[^()\n"'\x60]|\([^()\n]*\)|["'][^"'\n]*["'](?:\s*[:,}\]]))*?,|signedstring\(|signwith\((?:[\w.]+,)?|cookieparser\(|hash_hmac\(["']\w{3,14}["'],[^,\n"']{1,40},|hmac\.new\((?:key=)?|secretorkey:)\s*(?:\[\]byte\()?b?["'\x60]([^"'\x60\s]{6,60})["'\x60]`,
    looks: "made-up",
  },
  "hashed-password": {
    keywords: [
      "::make(",
      "crypt",
      "password_hash(",
      "password_verify(",
      "make_password(",
      "hashpw(",
      "hash_password(",
      "hashsync(",
      "plaintext(",
      "pbkdf2",
      "argon2",
      "keyspec(",
      "derivebytes(",
      "frompassword(",
    ],
    pattern: String.raw`(?i)(?:hash::make|unsafe_?plaintext|bcrypt(?:js)?(?:::\w+)?\.\w+|::password\.create|hashpw|bcrypt|\bcrypt|s?cryptsync|scrypt(?:\.\w+)?|argon2\w*\.\w+|pbkdf2\w*(?:\.\w+)?|pbekeyspec|derivebytes|frompassword|password_hash|password_verify|make_password|hash_password|\.decrypt)\(\s*(?:\[\]byte\(|buffer\.from\()?b?["']([^"'\n]{5,80})["']`,
    looks: "worded",
  },
};
