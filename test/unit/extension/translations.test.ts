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
  const found = ["src/extension", "src/report"].flatMap((folder) => {
    const names = fs.readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" });
    return names
      .filter((name) => name.endsWith(".ts"))
      .flatMap((name) => stringsOf(path.join(root, folder, name)));
  });
  return [...new Set<string>(found)].sort();
}

function stringsOf(file: string): string[] {
  const calls = fs.readFileSync(file, "utf8").matchAll(/(?<!\w)t\(\s*("(?:[^"\\]|\\.)*")/g);
  return [...calls].map(([, literal]) => JSON.parse(literal!));
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
