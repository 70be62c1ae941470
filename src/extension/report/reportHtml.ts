export interface HtmlOptions {
  readonly title: string;
  /** BCP 47. */
  readonly language: string;
  /** Uris of the page's script and style sheet, as the page may load them. */
  readonly script: string;
  readonly style: string;
  /** What the page's policy may allow style sheets from, as the panel names it. */
  readonly cspSource: string;
  /** Random for each page; only scripts that bear it run. */
  readonly nonce: string;
}

/** The page without any data: it loads nothing but its own two files, and connects nowhere. */
export function reportHtml({ title, language, script, style, cspSource, nonce }: HtmlOptions): string {
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src ${cspSource}`;
  return `<!DOCTYPE html>
<html lang="${escaped(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escaped(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<link rel="stylesheet" href="${escaped(style)}">
</head>
<body>
<script nonce="${escaped(nonce)}" src="${escaped(script)}"></script>
</body>
</html>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
