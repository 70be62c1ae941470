import type { Writing } from "./judge";

/** Words for a number that opens something; whole words, but for those that end compounds. */
export const CODE_KEYWORDS = [
  ..."code pin puk combination kombination combinaison combinación combinazione combinação combinatie".split(
    " ",
  ),
  ..."código codigo codice keypad".split(" "),
];

/** UTF-16 units in front of the word and behind it that are looked at. */
const BEFORE = 40;
const AFTER = 90;
const DIGITS_WITHIN = 60;

/** What is opened, behind the word or in front of it. */
const LOCK =
  /door|gate|alarm|safe|vault|entry|entrance|garage|lock|building|keypad|elevator|storage|voicemail|tür|tuer|tor\b|tresor|zutritt|zugang|eingang|entr[ée]e|entrada|entrata|ingang|haus|schloss|schließ|schlüssel|zahlen|porte|portail|coffre|immeuble|casier|cadenas|puerta|caja|portal|garaje|candado|porta|cancello|allarme|cassaforte|lucchetto|portão|alarme|cofre|garagem|cadeado|deur|poort|kluis|toegang|access|disarm|desarm/i;
const NAMES_ITSELF = /^(?:pin|puk)$/i;
const STATED =
  /^\d?["'*_\x60)]{0,2}(?:[ \t](?:pin|of|for|to|on|in|at|von|vom|für|zum|zur|der|des|am|im|de|du|da|do|di|del|della|dell['’]|van|voor|pour|para|per|left|right)\b[^\n:=;\d]{0,45}?|[ \t][\p{L}-]{1,20}|n?(?:nummer|code)?)?(?:[ \t]?[:=][ \t]{0,4}|[ \t](?:is|was|ist|lautet|war|est|es|è|é)[ \t]+|[ \t]+)["'*_\x60]{0,2}(\d{4,10}|\d{1,2}(?:[ -]\d{1,2}){2,3}|\d{1,4}[A-Z]\d{0,3}|\d{1,2} left, \d{1,2} right, \d{1,2} left)(?=[#*]?["'*_\x60)]{0,2}[ \t]*(?:[.,;)!/|]?[ \t]*(?:\r?\n|$)|[.,;)!|/](?:[ \t]|$)|(?:and|und|et|y|e|en|PUK|PIN)\b))/iu;
const SIGN = /[:=]|[ \t](?:is|was|ist|lautet|war|est|es|è|é)[ \t]/;
/** What nobody means: the same digit, or digits in a row. */
const EXAMPLE =
  /^(\d)\1+$|^(?:0?123456789|0?12345678|0?1234567|0?123456|0?12345|0?1234|4321|654321|87654321)$/;

/** Whether the word from `start` to `end` has a number behind it that opens something: of a door, a safe, a card. */
export function isAccessCodeAt(writing: Writing, text: string, start: number, end: number): boolean {
  if (writing === "code" || !hasDigitNear(text, end)) return false;
  const keyword = text.slice(start, end);
  const before = text.slice(Math.max(0, start - BEFORE), start);
  const subject = before.slice(before.search(/[^\n.;]*$/));
  if (NAMES_ITSELF.test(keyword) && /\p{L}$/u.test(before) && keyword !== keyword.toUpperCase()) return false;
  const [said = "", code] = STATED.exec(text.slice(end, end + AFTER)) ?? [];
  if (code === undefined || EXAMPLE.test(code)) return false;
  if (NAMES_ITSELF.test(keyword))
    return (SIGN.test(said) || keyword === keyword.toUpperCase()) && /^\d{4,}$/.test(code);
  return LOCK.test(subject) || LOCK.test(said) || keyword === "keypad";
}

/** Whether a number begins on the line within so many units. */
function hasDigitNear(text: string, from: number): boolean {
  for (let i = from; i < from + DIGITS_WITHIN; i++) {
    const code = text.charCodeAt(i);
    if (code >= 0x30 && code <= 0x39) return i > from;
    if (!(code > 0x0a)) return false;
  }
  return false;
}
