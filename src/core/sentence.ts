/** A sentence for a person, its parts apart so that it can be translated. */
export interface Sentence {
  /** English, with `{0}`, `{1}` and so on in the places of `parts`. */
  readonly template: string;
  readonly parts: readonly SentencePart[];
}

/** A number is written as the person's language writes it. */
export type SentencePart = string | number | Sentence;

/** Takes a template literal apart: sentence`Cannot read ${path}.` */
export function sentence(strings: TemplateStringsArray, ...parts: SentencePart[]): Sentence {
  const template = strings.reduce((text, next, index) => `${text}{${index - 1}}${next}`);
  return { template, parts };
}

/** A literal is a sentence without parts. */
export function toSentence(message: Sentence | string): Sentence {
  return typeof message === "string" ? { template: message, parts: [] } : message;
}

/** As the command line prints it. */
export function inEnglish({ template, parts }: Sentence): string {
  return template.replace(/\{(\d+)\}/g, (match, index) => {
    const part = parts[Number(index)] ?? match;
    return typeof part === "object" ? inEnglish(part) : String(part);
  });
}
