/** Longer than most words, and of no form that says something of a password. */
export function isLongWord(value: string): boolean {
  return /^\p{Ll}{9,24}$/u.test(value) && isNoAdjective(value);
}

/** Ends of words that say something of a password, and a few such words. */
const ADJECTIVE =
  /(?:ed|ing|able|ible|ive|al|ary|ful|less|ly|ect|ent|ant|ong|eak|ic|ous|ort|en|ase|ss|th|ure|ory|ce|ion|own|ne|te|ment|ter|ers|lich|ig|bar|los|oire|ique|nel|nels|lijk|elijk|icht|ale|iale|iert|haft|sam|isch|voll|pflichtig|eux|euse|if|iva|ivo|oso|osa|ens|ehe|elle|é|ée|[cs]t[ao]|[aeiu]d[ao]|[ao]ri[ao]|ória|ório|en[aoey]|[aá]n[aoyáéý]|ěn[aoáéý]|[ln][áéý]|ov[aá])$/i;

export function isNoAdjective(value: string): boolean {
  return value.length >= 7 && !ADJECTIVE.test(value);
}

/** Whether prose asks or calls out a word, or says what a password is like, as in "Password: forgotten?" and "vertrouwelijk". */
export function isSaidInProse(value: string): boolean {
  return SAID.test(value) || DUTCH_ADJECTIVE.test(value);
}

const SAID = /^[¿¡]|^\p{L}+(?:\?|(?<=ed|en|lich|rio|ria|oire|ory)!)$/u;
/** Its letters look like none of a word to those who do not write Dutch. */
const DUTCH_ADJECTIVE = /^\p{L}+lijke?$/u;
