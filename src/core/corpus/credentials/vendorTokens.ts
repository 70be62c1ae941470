const HEX = String.raw`[\da-f]`;
const ALNUM = String.raw`[A-Za-z\d]`;
const WORD = String.raw`[\w-]`;
const UUID = `${HEX}{8}-${HEX}{4}-${HEX}{4}-${HEX}{4}-${HEX}{12}`;

/** What services write in front of their tokens, and how these go on: those that the maintained set of rules does not know, or only with a name. */
const FORMS: readonly string[] = [
  // Of artificial intelligence.
  `sk-or-v1-${HEX}{64}`,
  `sk-(?:proj|svcacct|admin|ant|api)\\w*-${WORD}{40,}`,
  "sk-[a-z\\d]{32,64}",
  `(?:apify_api|lin_api|lin_oauth|ntn|glsa|gsk|pplx|xai|nvapi|hf|r8|api_org|wandb_v1|lsv2_[ps][tk]|pcsk|jina|fw|tgp_v1|csk)[_-]${ALNUM}{5,}[\\w-]{20,}`,
  // Of hosting, code and packages.
  "(?:dckr_[po]at|dckr_oat)_[\\w-]{24,}",
  `do[eos][a-z]?${HEX}{32}`,
  `(?:sq[apu]|sbp|bkua|pul|sgp(?:_\\w{16})?|rubygems|shippo_(?:live|test)|zpka|sntryu|dop_v1|doo_v1|dor_v1)[_-]${HEX}{32,}`,
  `CCIP(?:AT|RJ)_${ALNUM}{16,}_${HEX}{40}`,
  "cio[A-Za-z\\d]{32}",
  "oy2[a-z\\d]{43}",
  `ATBB${ALNUM}{28,}`,
  `ATATT3${WORD}{80,}`,
  `ATTA${HEX}{64}`,
  `nfp_${ALNUM}{30,}`,
  `rnd_${ALNUM}{24,}`,
  `vercel_blob_rw_${ALNUM}{16}_${ALNUM}{24,}`,
  `dp\\.(?:pt|st|ct|sa|scim|audit)\\.(?:[\\w-]{1,30}\\.)?${ALNUM}{40,}`,
  `tskey-[a-z]+-${WORD}{24,}`,
  `dnkey-[a-z\\d]{26}-[a-z\\d]{40,}`,
  `sntrys_eyJ[\\w+/=]{40,}`,
  `aio_${ALNUM}{28}`,
  // Of clouds.
  `(?:amzn\\.mws\\.|waka_|sdk-|access-(?:production|sandbox|development)-)${UUID}`,
  `GOCSPX-${WORD}{24,}`,
  `ya29\\.${WORD}{40,}`,
  `1//0${WORD}{50,}`,
  `AQVN${WORD}{30,}`,
  `t1\\.[A-Z\\d][\\w-]{40,}\\.${WORD}{40,}`,
  `APA91b${WORD}{100,}`,
  `essu_[\\w+/]{40,}`,
  // Of offices and shops.
  `pat${ALNUM}{14}\\.${HEX}{64}`,
  `figd_${WORD}{36,}`,
  `CFPAT-${WORD}{40,}`,
  `secret[_-]${ALNUM}{40,}`,
  `sl\\.(?:u\\.)?${WORD}{100,}`,
  `EAA[A-Z]${ALNUM}{80,}`,
  `FLWSECK(?:_TEST)?-${HEX}{32}-X`,
  "pdl_(?:live|sdbx)_apikey_[a-z\\d]{26}_\\w{20,}",
  `re_${ALNUM}{8}_${ALNUM}{24}`,
  `sq0(?:csp|atp)-${WORD}{22,}`,
  "whsec_[\\w+/]{24,}",
  `tfp_${WORD}{40,}`,
  `(?:live|test)_${HEX}{35}`,
  `${HEX}{32}-us\\d{1,2}(?!\\d)`,
  `key-${HEX}{32}`,
  `sk\\.eyJ${WORD}{40,}\\.${WORD}{20,}`,
  "NRAK-[A-Z\\d]{27}",
  `NRI[IQR]-${WORD}{32}`,
  `00D${ALNUM}{12,15}!${WORD}{60,}`,
  "A3-[A-Z\\d]{6}(?:-?[A-Z\\d]{5,6}){4,5}",
  `ops_eyJ${WORD}{100,}`,
];

/** Begins where no letter, digit or sign of the same token stands in front. */
export const VENDOR_TOKENS = new RegExp(`(?<![A-Za-z\\d_-])(?:${FORMS.join("|")})`, "g");

/** As most services write them: a word or a few, a line or a dash, and letters of both cases with digits in several places, but no word. */
export const PREFIXED = new RegExp(
  `(?<![A-Za-z\\d_-])(?:[a-z]{3,10}(?:[_-][a-z\\d]{2,8}){0,2}[_-]|[a-z][a-z\\d]{1,9}_)(?=[a-z\\d]*[A-Z])(?=[A-Z\\d]*[a-z])(?=(?:[A-Za-z]*\\d+){3})(?!\\w*?[a-z]{6})${ALNUM}{28,}(?![\\w-])`,
  "g",
);
