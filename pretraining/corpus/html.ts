import { Parser } from "htmlparser2";

const SKIPPED = new Set(
  "head script style nav header footer svg button form select aside noscript template iframe object".split(
    " ",
  ),
);
const SKIPPED_CLASS =
  /(?:^|\s)(?:sphinxsidebar\w*|related|headerlink|footer|navfooter|navheader|toc(tree)?[\w-]*|sidebar[\w-]*|navigation|breadcrumbs?|copyright|searchbox|bottomlang|toplang|src(link)?|anchor|top|menu-bar|lineno\w*|linenos?|viewcode-link|since)(?=\s|$)/;
const BLOCKS = new Set(
  "p div section article main h1 h2 h3 h4 h5 h6 ul ol dl dt dd li table tr pre blockquote br hr figure details summary".split(
    " ",
  ),
);
const PARAGRAPHS = new Set("p h1 h2 h3 h4 h5 h6 pre table blockquote ul ol dl".split(" "));
const ROOTS = new Set(["html", "body", "main"]);
const VOID = new Set("area base br col embed hr img input link meta source track wbr".split(" "));

/** The running text of an HTML page: paragraphs apart, `pre` as it stands, navigation and scripts left out. */
export function textOfHtml(html: string): string {
  const page = new PageText();
  const parser = new Parser({
    onopentag: (name, attributes) =>
      page.open(name, `${attributes["class"] ?? ""} ${attributes["id"] ?? ""}`),
    ontext: (text) => page.text(text),
    onclosetag: (name) => page.close(name),
  });
  parser.end(html);
  return page.toString();
}

class PageText {
  private readonly parts: string[] = [];
  private depth = 0;
  private skippedAt = 0;
  private preformatted = 0;

  open(name: string, classes: string): void {
    if (!VOID.has(name)) this.depth++;
    if (this.skippedAt > 0) return;
    if (SKIPPED.has(name) || (!ROOTS.has(name) && SKIPPED_CLASS.test(classes))) {
      if (!VOID.has(name)) this.skippedAt = this.depth;
      return;
    }
    if (name === "pre") this.preformatted++;
    this.breakBefore(name);
    if (name === "li") this.parts.push("- ");
    if (/\bclassifier\b/.test(classes)) this.parts.push(" : ");
    if (name === "td" || name === "th") this.parts.push(" ");
  }

  text(text: string): void {
    if (this.skippedAt === 0) this.parts.push(this.preformatted > 0 ? text : text.replace(/\s+/g, " "));
  }

  close(name: string): void {
    if (VOID.has(name)) return;
    const skipped = this.skippedAt > 0;
    if (this.skippedAt === this.depth) this.skippedAt = 0;
    this.depth--;
    if (skipped) return;
    if (name === "pre") this.preformatted--;
    this.breakBefore(name);
  }

  toString(): string {
    return this.parts
      .join("")
      .replace(/¶/g, "")
      .replace(/\u00a0/g, " ")
      .replace(/^ (?=\S)/gm, "")
      .replace(/^- *\n+/gm, "- ");
  }

  private breakBefore(name: string): void {
    if (PARAGRAPHS.has(name)) this.parts.push("\n\n");
    else if (BLOCKS.has(name)) this.parts.push("\n");
  }
}
