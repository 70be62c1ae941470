import { PUBLISHED_EXAMPLES } from "../publishedExamples";
import { partsOf } from "./words";

/** What stands where a person has to fill something in, is filled in by a program, or says that there is nothing. */
const PLACEHOLDERS: readonly RegExp[] = [
  /^[\W_]*$/,
  /^&(?:#|(?:quot|amp|lt|gt|nbsp|apos)\b)|[a-z]&[a-z]{2,8};|(?:^|:)anon(?:ymous|cvs)$|0123456789|^1234-?5678|abcdefgh/i,
  /^(?:[<[{(%].*[>\]})%]|[<[{(][\p{L}\d_$/. !:-]*(?:=\w*)?|%[A-Za-z_~]+|%%.*|\{\{.*|.*\}\})$/u,
  /\$\{|\$\(|\{\{|#\{|<%|%\(|\$\{\{|(?:^|\s)%[sdv](?:\s|$)|\{\w*\}|<[\w -]+>|\[[A-Za-z_ -]{3,}\]|@@\w+@@|__\w+__|\.\.\./,
  /^\$\{?(?:[A-Z_][A-Z_\d]*|[A-Z_][a-zA-Z_]*\d?)\}?$|^\$[a-z_]+$|^\$env:|^%[A-Za-z_]+%$|^\$[a-zA-Z_]+[[.>-]/,
  /^(.)\1*$/,
  /^(?:Get|Read|New|Import|ConvertTo|ConvertFrom|Invoke)-[A-Z][A-Za-z]+$/,
  /^[x*•.#_-]{2,}$|[x*•]{4,}|^[xX]+[-_xX]*$/,
  /change[-_ ]?(?:me|it|this)|replace[-_ ]?(?:me|it|this|with)?|\b(?:to[-_]?do|fix[-_]?me|tbd)\b|redacted|placeholder|^dummy|^fake|^sample|^example|example$|^your?[-_ ]|[-_]your?[-_]|[-_]here$|goes[-_ ]here|^insert|^enter[-_ ]|^put[-_ ]|^fill[-_ ]|not[-_ ]?(?:a[-_ ])?real|^some[-_ ]|^my[-_ ]?(?:super[-_ ]?)?(?:secret|pass|token|key|api)|^(?:the|a|an)[-_ ][a-z]{4}|ändern|aendern|cambiar|remplacer|mudar|заменить|^(?:dein|ihr|mein|votre|mot)[-_ ]/i,
  /^[A-Z]{2,}[A-Z_]*(?:PASS|PASSWORD|PASSWD|PWD|SECRET|TOKEN|KEY)$|^\w+[-_](?:password|passwd|passwort)$|^[a-z]{2,8}(?:pass|pwd|password|passwd)$|^open ?sesame$|^(?:requisite|include|sufficient|substack|tiger|insta)$/,
  /^(?:(?:user|admin|root|db|my|new|old|current|test|wrong|bad|good|correct|valid|invalid|login|the|default|super|top|very|incorrect|some|another|other|confirm|app|client|jwt|session|access|auth|api|bearer|refresh|id|csrf|private|public|shared|signing|mysql|postgres|redis|plain|raw|strong|weak|repeat|first|second|initial)?[-_ ]?(?:password|passwd|passwort|passphrase|passcode|pass|pwd|pw|secret|token|key|apikey|credentials?|cookie|auth|salt|value|string|user|hash))(?:[-_ ]?(?:value|string|name|key|token|here|field|text|hash|abc))?[-_]?\d{0,2}$/i,
  /^(?:none|null|nil|undefined|true|false|yes|no|on|off|auto|default|empty|unset|required|optional|string|str|text|number|integer|int|boolean|bool|any|void|object|bytes|binary|array|list|dict|map|never|unknown|prompt|stdin|env|keyring|keychain|vault|basic|bearer|plain|plaintext|encrypted|hashed|sensitive|secure|hidden|masked|disabled|enabled|username|user|guest|admin|root|test|tests|testing|foo|bar|baz|qux|foobar|abc|abcd|lorem|ipsum|hello|world|demo|local|localhost|postgres|mysql|redis|mongo|docker|vagrant|public|private|free|pass|path|pair|database|page|fail|passed|failed|ok|error|name|email|type|input|password|random|generated|digest|uuid|varchar|char|file|files|this|self|super|new|old|current|same|data|config|option|options|value|values|manual|later|ask|always|once|inherit|all|other|in|is|and|or|to|be|it|if|not|for|with|will|must|should|can|has|was|are|of|at|as|by|on|that|which|when|where|from|etc|e\.g\.?|i\.e\.?|see|only|using|based|protected|less|reset|forgot|wrong|incorrect|invalid|mismatch|different|weak|strong|short|long|missing|needed|manager|authentication|policy|strength|length|hashing)$/i,
];

export function isPlaceholder(value: string): boolean {
  return value.length < 4 || isStandIn(value);
}

/** As `isPlaceholder`, of any length. */
export function isStandIn(value: string): boolean {
  if (PLACEHOLDERS.some((pattern) => pattern.test(value))) return true;
  const lower = value.toLowerCase();
  return PUBLISHED_EXAMPLES.some((example) => lower.includes(example));
}

/** Symbols that people and generators put into passwords, and names and numbers do not have. */
const SYMBOL = /[!@#$%^&*?+~|§€£=]/;
const LETTER = /\p{L}/u;
/** Names of techniques that have digits. */
const TECHNICAL =
  /^(?:[\^~<>=v]{0,3}(?:\d:)?\d+(?:\.[\dx*]+)+(?:[-+~][\w.+~-]{1,30})?|\d{1,5}\/(?:tcp|udp|sctp)|0x[\da-f]{1,16}|\d+[-\u2013]\p{L}+|\d+(?:min|sec|hour|day|week|month|year|byte|bit|pixel|time)\w*|\d{1,4}(?:\p{L}{1,3}|[kmgt]bps|[kmgt]?bits?|[kmgt]i?byte|core|fold|ghz|days|more|bytes|words|chars)|(?:scram|hmac|aes|pbkdf2|ecdsa|chacha20)[-_][\w-]+|(?:sha|md|utf|base|oauth|aes|rsa|http|ed|x|h|iso|rfc|tls|ssl|level|step|es|hs|rs|ps|p|ipv|win|mp|i|u|int|uint|float|col|row|item|type|case|page|line|py|python|node|java|latin|cp|argon|bcrypt|scrypt|pbkdf|hmac|ecdsa|key|user|test|token|sec|secret|auth|arg|var|tmp|temp|val|str|field|group|part)[-_]?\d{1,5}[a-z]{0,3}(?:[-_/.]\w{1,12}){0,3})$/iu;
/** A path, an address, a call, a selector, a member of something. */
const REFERENCE =
  /^(?:\.{0,2}\/|~\/|:|[A-Za-z]:\\|[a-z][a-z0-9+.-]*:\/\/|#(?:[\da-fA-F]{3,8}|[a-zA-Z_-]+)$|@\w+[/.]|\$\w+->)|^[\w$.]+\(.*|\)$|\]$|^[A-Za-z_$]+(?:(?:\.|::|->)[A-Za-z_$]+)+$|^[a-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*){2,}$|^[a-z]+(?:[-_:/][a-z]+)+$|^[A-Z]+(?:_[A-Z]+)+$|^[\w.]+\[|^--?[A-Za-z][\w-]*(?:=|$)/;

/** Whether a value reads like something that a person made up to be hard to guess: letters with digits or symbols. */
export function isMixed(value: string): boolean {
  if (value.length < 5 || /\s/.test(value) || TECHNICAL.test(value) || REFERENCE.test(value)) return false;
  if (!LETTER.test(value)) return /\d/.test(value) && /[!@#$%^&*?]/.test(value);
  return /\d/.test(value) || SYMBOL.test(value);
}

/** A word, or digits: what people choose where nothing stops them. */
export function isWord(value: string): boolean {
  return /^(?:\p{L}{5,24}|\p{Ll}{4}|\p{Lo}{2,24}|\d{4,12})$/u.test(value);
}

/** Parts of names and of what refers to a value elsewhere. */
const REFERRING = new Set(
  `pass password passwords passwd passphrase pwd pw secret secrets token tokens key keys cred creds credential credentials auth
  authentication authorization vault name names value values string user users username your here enter config env file files
  field fields type ref id hint label input text default example not`.split(/\s+/),
);

const JOINED_BY_SIGNS = /^\p{L}{2,20}(?:[-_.+]\p{L}{2,20}){1,5}-?$(?<!^[a-z.]*)/u;
const JOINED_BY_CAPITALS = /^(?:I(?=\p{Lu}))?(?:\p{Lu}\p{Ll}{2,15}){2,6}$/u;

/** Words with signs or capitals between: what people choose where a program asks for more than a word. */
export function isChained(value: string): boolean {
  return (
    value.length >= 8 &&
    value.length <= 48 &&
    (JOINED_BY_SIGNS.test(value) || JOINED_BY_CAPITALS.test(value)) &&
    !partsOf(value).some((part) => REFERRING.has(part))
  );
}

/** Those with capitals. */
export function isCamel(value: string): boolean {
  return JOINED_BY_CAPITALS.test(value) && isChained(value);
}

/** Parts of names, paths, addresses and keys of texts. */
const TECHNICAL_PARTS = new Set(
  `com org net www http https app apps api src lib core main index util utils common config conf settings setting error errors message
  messages form forms page pages login logout signin signup sign auth account accounts session sessions server service services client
  clients model models view views controller component components data database json xml html yaml txt java javax spring mail smtp ldap
  http module modules package packages class method function system process validation validations validator required invalid valid
  missing title labels placeholder help screen general register registration reset forgot change current confirm confirmation new old
  mode state status code codes base sha hmac rsa aes des md cipher algorithm hash digest bcrypt django flask rails node python
  handler provider manager factory helper template templates test tests admin case sensitive with without and for from into host domain some gssapi mic one time read only write up to date end
  none self args kwargs request response params param option options property properties attr attrs attribute attributes`.split(
    /\s+/,
  ),
);
const WORD_ROW = /^\p{L}{3,15}([-_.+])\p{L}{3,15}(?:\1\p{L}{3,15}){1,5}$/u;

/** A part that stands for digits or letters to fill in, as in `nnn-nnn-nnn`. */
const ONE_LETTER_PART = /(?:^|[-_.+])(\p{L})\1+(?:[-_.+]|$)/u;

/** Three words or more with the same sign between, of which none is one of names and paths. */
export function isWordRow(value: string): boolean {
  if (!WORD_ROW.test(value) || /^(?:[A-Z]+_)+[A-Z]+$/.test(value) || ONE_LETTER_PART.test(value))
    return false;
  return !partsOf(value).some((part) => REFERRING.has(part)) && !isTechnical(value);
}

/** Words with capitals, of which none is one of names and paths. */
export function isCapitalRow(value: string): boolean {
  return isCamel(value) && !isTechnical(value);
}

/** Whether a part of names and paths is among the words of a value. */
function isTechnical(value: string): boolean {
  return partsOf(value).some((part) => TECHNICAL_PARTS.has(part));
}

/** Words in a row, as phrases to remember are: none that sentences and labels are made with. With a number among them, three are enough. */
export function isPhrase(value: string): boolean {
  return (
    (/^\p{Ll}{3,12}(?:[ -]\p{Ll}{3,12}){3,24}$/u.test(value) ||
      /^(?=.*\d)(?:\p{Lu}?\p{Ll}{3,12}|\d{1,4})(?: (?:\p{Lu}?\p{Ll}{3,12}|\d{1,4})){2,24}[.!?]?$/u.test(
        value,
      )) &&
    !partsOf(value).some((part) => REFERRING.has(part)) &&
    !/\b(?:the|your|you|must|and|for|this|that|with|password|please|enter|not|are|was|has|have|from|used|use|will|can|should|least|when|which|into|passwort|ihr|der|die|das|und|mit|nicht|les|des|pour)\b/.test(
      value,
    )
  );
}

/** What a random string rarely has: letters in a row, of one case or with a capital first. */
const WORDS = /[A-Z]?[a-z]{3,}|[A-Z]{4,}/g;
const WORDS_AND_ACRONYMS = /[A-Z]?[a-z]{3,}|[A-Z]{2,}(?=[A-Z][a-z])|[A-Z]{4,}/g;
/** Shares of a value in words: names and paths are above, random strings below. */
const NAME_SHARE = 0.6;
const NAME_SHARE_WITHOUT_DIGITS = 0.5;

/** Whether a value can only come from a random generator, and is long enough to be worth guarding. */
export function isRandom(value: string): boolean {
  if (value.length < 12 || !/^[\w.=+/~:|!@#$%^&*?;,{}()<>[\]-]+$/.test(value)) return false;
  if (/^(?:0x)?[a-f\d-]+$/i.test(value))
    return /\d/.test(value) && /[a-f]/i.test(value) && new Set(value).size >= 6;
  if (!/[a-z]/i.test(value)) return false;
  const words = /\d/.test(value) ? WORDS : WORDS_AND_ACRONYMS;
  const share =
    (value.match(words) ?? [])
      .filter((word) => isPronounceable(word) || (words !== WORDS && /^[A-Z]{2,6}$/.test(word)))
      .join("").length / value.length;
  const digitGroups = value.match(/\d+/g)?.length ?? 0;
  if (!isDense(value)) return false;
  if (digitGroups === 0)
    return value.length >= 16 && share < NAME_SHARE_WITHOUT_DIGITS && isOfBothCases(value);
  return share < NAME_SHARE || digitGroups >= 3;
}

const UNSPEAKABLE =
  /[bcdfghjklmnpqrstvwxz]{4}|q(?!u)|[jvz][bcdfghjklmnpqrstvwxz]|x[bdfgjkmnqrsvwxz]|[bcdfgkpqvz][jqvxz]|^[bcdfgkpt][bcdfgkpt]|[aeiouy]{4}|(.)\1\1|[jqv]$/i;

/** Whether letters could be a word, or part of one: some vowels, and no consonants that nobody puts together. */
function isPronounceable(piece: string): boolean {
  const vowels = piece.replace(/[^aeiouy]/gi, "").length;
  return (
    vowels > 0 && vowels >= 0.2 * piece.length && vowels <= 0.75 * piece.length && !UNSPEAKABLE.test(piece)
  );
}

function isOfBothCases(value: string): boolean {
  return /[a-z]/.test(value) && /[A-Z]/.test(value);
}

/** Whether some part between signs is longer than the parts of names and versions. */
function isDense(value: string): boolean {
  return (
    value
      .split(/[^A-Za-z\d]+/)
      .some((part) => part.length >= 10 || (part.length >= 8 && isInterspersed(part))) ||
    /^[A-Z\d]{4,8}(?:-[A-Z\d]{4,8}){3,}$|^(?=(?:[a-z-]*\d){2})[a-z\d]{4,8}(?:-[a-z\d]{4,8}){3,}$/.test(
      value,
    ) ||
    hasManySymbols(value)
  );
}

/** With digits among letters of both cases. */
function isInterspersed(part: string): boolean {
  return /[A-Za-z]\d+[A-Za-z]/.test(part) && isOfBothCases(part);
}

/** Long, with letters, digits and many symbols, as frameworks make their keys: no placeholder looks like that. */
export function isUnguessable(value: string): boolean {
  const key = value.replace(/^django-insecure-/, "");
  if (key.length < 32 || key.length > 128 || digitsOf(key) < 3 || !hasManySymbols(key)) return false;
  if (/\$\{[a-z]|\(\?[:!=<]|\[\\|\\\\/.test(key)) return false;
  const isText = (key.match(/\s/g) ?? []).length > 5 || /[a-z]{6}.*[a-z]{6}/.test(key);
  return !isText && digitsOf(key) < key.length / 2;
}

function hasManySymbols(value: string): boolean {
  return value.replace(/[\w\s./:,-]/g, "").length >= 4 && /[a-z]/i.test(value);
}

function digitsOf(value: string): number {
  return value.replace(/\D/g, "").length;
}
