import * as fs from "node:fs";
import * as path from "node:path";
import { describe, expect, test } from "vitest";

const root = path.join(import.meta.dirname, "../../..");
const LANGUAGES = ["de"];

type Strings = Readonly<Record<string, string>>;

function strings(file: string): Strings {
  return JSON.parse(fs.readFileSync(path.join(root, file), "utf8"));
}

/** What the extension hands to `l10n.t`: always one literal, or a translator could not find it. */
function localizedStrings(): string[] {
  const folder = path.join(root, "src/extension");
  const files = fs.readdirSync(folder, { recursive: true, encoding: "utf8" });
  const sources = files.filter((name) => name.endsWith(".ts"));
  const found = sources.flatMap((name) => {
    const source = fs.readFileSync(path.join(folder, name), "utf8");
    return [...source.matchAll(/(?<!\w)t\(\s*("(?:[^"\\]|\\.)*")/g)].map(([, literal]) =>
      JSON.parse(literal!),
    );
  });
  return [...new Set<string>(found)].sort();
}

const placeholders = (text: string): string[] => [...new Set(text.match(/\{\d+\}/g))].sort();
/** The targets of links, and the settings that are named: neither is translated. */
const references = (text: string): string[] => (text.match(/\(command:[^)]+\)|`#[^`]+#`/g) ?? []).sort();

describe.each(LANGUAGES)("the translation into %s", (language) => {
  const bundle = strings(`l10n/bundle.l10n.${language}.json`);

  test("has every string of the code, and no other", () => {
    expect(Object.keys(bundle).sort()).toEqual(localizedStrings());
  });

  test("keeps the placeholders", () => {
    for (const [english, translated] of Object.entries(bundle))
      expect([english, placeholders(translated)]).toEqual([english, placeholders(english)]);
  });

  test("has every string of package.json, with its links", () => {
    const english = strings("package.nls.json");
    const translated = strings(`package.nls.${language}.json`);
    expect(Object.keys(translated).sort()).toEqual(Object.keys(english).sort());
    for (const [key, text] of Object.entries(english))
      expect([key, references(translated[key]!)]).toEqual([key, references(text)]);
  });
});
