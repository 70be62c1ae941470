const HEX = String.raw`[\da-f]`;
const ALNUM = String.raw`[A-Za-z\d]`;
const WORD = String.raw`[\w-]`;
const UUID = `${HEX}{8}-${HEX}{4}-${HEX}{4}-${HEX}{4}-${HEX}{12}`;

/** In front of what has a digit, and of what has letters of both cases as well. */
const WITH_DIGIT = "(?=[A-Za-z_-]*\\d)";
const MIXED = "(?=[A-Za-z_-]*\\d)(?=[a-z\\d_-]*[A-Z])(?=[A-Z\\d_-]*[a-z])";

/** Beginnings that nothing but a token has. */
const FAMILIES = [
  "apify_api|lin_api|lin_oauth|ntn|glsa|gsk|pplx|xai|nvapi|hf|r8|api_org|wandb_v1|lsv2_[ps][tk]|pcsk|jina|fw|tgp_v1|csk",
  "tvly|e2b|llx|opk|rpa|bb_live|m0|pylf_v\\d_\\w\\w|sk-helicone|sk-lf|pk-lf|esecret|secret_[a-z]+|hcaik|hcalk|hcxik|hcxlk|sdkey|n8n_api",
  "vcp|vci|vcr|vck|fo1|bkaj|bkct|bkat|hbp|ico|xau|dub|cal_live|tr_(?:dev|prod)|pnu|pnb|napi|rdme|rootly|inc|persona_(?:production|sandbox)",
  "dnsimple_[au]|pk1|sk1|scw|os_v2_(?:app|org)|syt|mlsn|xkeysib|xsmtpsib|rzp_(?:live|test)|oa_(?:prod|sand)|shp[a-z]{2}|phx|phc|phs|sb_secret|sb_publishable",
  "pscale_(?:tkn|pw|oauth|app)|CCDB1|dbt[cu]|tk-us|duffel_(?:live|test)|hvs|hvb|hvr|gl(?:pat|dt|rt|ft|oas|soat|ptt|imt|agent|cbt|ffct|rtr|wt)|npm|gh[opusr]|github_pat",
  "pina|censys|BBFF|chpt|signkey-(?:prod|test)|slk|sgp[hd]?|dckr_pat|dckr_oat|dt0[cs]\\d\\d|nfp|nfc|nfo|rnd|cfut|cfat|ddapp|ddpat|ddpub",
  "secret-(?:live|test)|project-(?:live|test)|pk_prod|pk_test|cl_live|ory_(?:st|pat|at|rt|ac)|zuplo|zpka|zpcd|sntrys|sntryu|sntrya",
].join("|");
const KEYS = "(?:[sprac]k|cs|key|tok|live|test|prod|secret)(?:_(?:live|test|prod|dev|sandbox)(?:_\\d+)?)?";
const OF_UUIDS =
  "ovsxp|ovsxat|persona_(?:production|sandbox)|RGAPI|pat-(?:na|eu|ap)\\d|api|mob|s[dk]k|[sp]k-lf|[sp]k|ak|tok|token|apikey|secret|nango|uat|ls|cw|hc-ping\\.com|PRIVATE-TOKEN";
/** In front of a hash of something. */
const OF_CONTENT =
  "(?:\\w*_)?(?:sha\\d*|md\\d|git|commit|rev|hash|file|blob|image|img|layer|chunk|asset|cache|digest|tx|block|id|obj|object|tree|build|v\\d|bundle|page|module|index|style|script|main|vendor|font|icon|x|ns|tag|branch|node|ref|test|key)_";

/** What services write in front of their tokens, and how these go on: those that the maintained set of rules does not know, or only with a name. */
const FORMS: readonly string[] = [
  // Of artificial intelligence.
  `sk-or-v1-${HEX}{64}`,
  `sk-(?:proj|svcacct|admin|ant|api)\\w*-${WORD}{40,}`,
  "sk-[a-z\\d]{32,64}",
  `sk-${MIXED}${ALNUM}{40,64}`,
  `sk-${MIXED}${WORD}{22}(?![\\w-])`,
  `sgp[hd]?_${HEX}{16}_${HEX}{40}`,
  `hv[sbr]\\.${WORD}{80,}`,
  `[sr]k_(?:live|test|prod)_[\\w+/]{40,}`,
  `sk_${MIXED}${WORD}{40,}`,
  `fc-${HEX}{32}`,
  `pa-${MIXED}${WORD}{43}`,
  `a[ks]-${MIXED}${ALNUM}{22}(?![\\w-])`,
  `ak-${UUID}-${WORD}{32}`,
  `v1\\.${WORD}{200,}`,
  `(?:${FAMILIES})[_-](?:${MIXED}${WORD}{16,}|${HEX}{32,}|${WITH_DIGIT}(?:[a-z\\d]{24,}|[A-Z\\d]{24,}))`,
  `(?:${KEYS})_(?:${UUID}|${HEX}{32,}|${WITH_DIGIT}[a-z\\d]{26,}|${MIXED}${ALNUM}{28,})`,
  `(?:${OF_UUIDS})[_-]${UUID}`,
  `(?!${OF_CONTENT})[a-z][a-z\\d]{1,9}(?:_[a-z]{2,6})?_${HEX}{40,}`,
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
  `ATCTT3${WORD}{80,}`,
  `eyJ(?:0eXAiOiAi|raWQiOi)${WORD}{8,}\\.${WORD}{20,}`,
  `eyJ(?:[ahk]Ijoi|hIjoi|rIjoi|tIjoi)${WORD}{50,}`,
  `eyJtaXJvLm9yaWdpbiI6${WORD}+_${WORD}{20,}`,
  `snyk_(?:uat|sat)\\.${HEX}{8}\\.${WORD}{40,}`,
  `pypi-AgEN${WORD}{50,}`,
  `packagist_\\w{3,5}_${HEX}{40,}`,
  `xox[a-z]-${WORD}{40,}`,
  `${ALNUM}{14}\\.atlasv1\\.${WORD}{40,}`,
  `st\\.${HEX}{24}\\.${HEX}{32}`,
  `(?:prod|dev):[a-z]+-[a-z]+-\\d{1,4}\\|${WORD}{40,}`,
  `service:[\\w-]{2,40}:${MIXED}${WORD}{20,}`,
  // Of clouds.
  "DO(?:00|801)[A-Z\\d]{16,24}(?![\\w-])",
  "SCW(?=[A-Z]*\\d)[A-Z\\d]{17}(?![\\w-])",
  `LTAI${ALNUM}{17,22}(?![\\w-])`,
  `AKID${MIXED}${ALNUM}{28,40}(?![\\w-])`,
  `HRKU-${WORD}{40,}`,
  `K00\\d${WORD}{27,}`,
  `cflt[\\w+/]{56,}`,
  `aivenv1[\\w+/=]{60,}`,
  `fn[AE][EDC]${WORD}{34,}`,
  `(?:\\*|\\[\\]|default):[\\w-]{2,30}\\.${HEX}{40,}`,
  `(?:amzn\\.mws\\.|waka_|sdk-|access-(?:production|sandbox|development)-)${UUID}`,
  `GOCSPX-${WORD}{24,}`,
  `ya29\\.${WORD}{40,}`,
  `1//0${WORD}{50,}`,
  `AQVN${WORD}{30,}`,
  `t1\\.[A-Z\\d][\\w-]{40,}\\.${WORD}{40,}`,
  `APA91b${WORD}{100,}`,
  `essu_[\\w+/]{40,}`,
  // Of offices and shops.
  `(?:sec|sub|pub)-c-(?:${UUID}|${MIXED}[\\w+/]{40,})`,
  `md-${MIXED}${WORD}{22}(?![\\w-])`,
  `mlsn\\.${HEX}{64}`,
  `vk1\\.a\\.${WORD}{60,}`,
  `PRD-${HEX}{12}(?:-${HEX}{4}){4}`,
  `amzn1\\.(?:oa2-cs\\.v1|application-oa2-client)\\.${HEX}{32,}`,
  `Atz[ra]\\|${WORD}{60,}`,
  `(?:eu01xx)?${HEX}{30,36}(?:FFFF)?NRAL`,
  `y_${MIXED}${WORD}{18}(?![\\w-])`,
  `u\\+${MIXED}${WORD}{18}(?![\\w-])`,
  `ser\\.${MIXED}${ALNUM}{22}`,
  `user:[\\w-]{2,30}:${HEX}{40,}`,
  `pk_(?:\\d{6,9}_[A-Z\\d]{32}|${ALNUM}{6}_${HEX}{32,})`,
  `cnvca${WORD}{36,}`,
  "dG9rO[g-j][\\w+/]{40,}",
  `5Aep861${WORD}{60,}`,
  `MC5${ALNUM}{40,}\\.${WORD}{40,}`,
  `oauth:(?=[a-z]*\\d)[a-z\\d]{30}(?![\\w-])`,
  `live_\\d{8,10}_${MIXED}${ALNUM}{28,}`,
  `FB-\\d{10,17}-\\d-${WORD}{14,}`,
  `IG[QA][A-Z]${WORD}{80,}`,
  "A{21,22}[B-Zb-z\\d][\\w%]{60,}",
  `akab-[a-z\\d]{16}-[a-z\\d]{16}(?![\\w-])`,
  "NNSXS\\.[A-Z\\d]{39}\\.[A-Z\\d]{30,}",
  `JA\\.${WORD}{120,}`,
  `fsq3[\\w+/=]{40,}`,
  `api_(?:live|sandbox)(?:_\\w\\w)?\\.${WORD}{11}\\.${WORD}{32}`,
  `p\\.eyJ${WORD}{40,}\\.${WORD}{40,}`,
  `KEY[\\dA-F]{32}_${ALNUM}{22}`,
  `${HEX}{32}-${HEX}{8}-${HEX}{8}(?![\\w-])`,
  `${HEX}{10}msh${HEX}{15}p${HEX}{6}jsn${HEX}{12}`,
  `base64:[\\w+/]{43}=`,
  `sk${MIXED}${ALNUM}{78,}`,
  `o\\.${MIXED}${ALNUM}{32}(?![\\w-])`,
  `${UUID}:fx`,
  `${UUID}:${HEX}{32}(?![\\w-])`,
  `pat${ALNUM}{14}\\.${HEX}{64}`,
  `figd_${WORD}{36,}`,
  `CFPAT-${WORD}{40,}`,
  `secret[_-]${ALNUM}{40,}`,
  `sl\\.(?:u\\.)?${WORD}{100,}`,
  `EAA${ALNUM}{81,}`,
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
