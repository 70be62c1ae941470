import * as fs from "node:fs";
import * as path from "node:path";
import { describe, expect, test } from "vitest";
import { REASONS } from "../../../src/core/corpus/verdict";

const root = path.join(import.meta.dirname, "../../..");
const LANGUAGES = ["de"];

type Strings = Readonly<Record<string, string>>;

function strings(file: string): Strings {
  return JSON.parse(fs.readFileSync(path.join(root, file), "utf8"));
}

/** All that the extension tells a person: always a literal, or a translator could not find it. */
function localizedStrings(): string[] {
  const told = sources("src/extension", "src/report").flatMap(messagesOf);
  const engine = sources("src/core", "src/node", "src/engine", "src/protocol", "src/extension");
  return [...new Set([...told, ...engine.flatMap(sentencesOf), ...Object.values(REASONS)])].sort();
}

function sources(...folders: string[]): string[] {
  return folders.flatMap((folder) => {
    const names = fs.readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" });
    const files = names.filter((name) => name.endsWith(".ts")).map((name) => path.join(root, folder, name));
    return files.map((file) => fs.readFileSync(file, "utf8"));
  });
}

/** What is handed to `l10n.t`. */
function messagesOf(code: string): string[] {
  return [...code.matchAll(/(?<!\w)t\(\s*("(?:[^"\\]|\\.)*")/g)].map(([, literal]) => JSON.parse(literal!));
}

/** The sentences of errors that cross from the engine: tagged templates, and literals without parts. */
function sentencesOf(code: string): string[] {
  const tagged = [...code.matchAll(/(?<!\w)sentence`((?:[^`$]|\$\{[^}]*\})*)`/g)].map(([, body]) =>
    template(body!),
  );
  const literals = [...code.matchAll(/new (?:Fault|RpcError)\(\s*"[\w-]+",\s*("(?:[^"\\]|\\.)*")/g)];
  return [...tagged, ...literals.map(([, literal]) => JSON.parse(literal!))];
}

function template(body: string): string {
  let parts = 0;
  return body.replace(/\$\{[^}]*\}/g, () => `{${parts++}}`);
}

test("an error of the engine is told by a template that can be translated", () => {
  const found = sources("src/core", "src/node", "src/engine", "src/protocol").flatMap((code) => [
    ...code.matchAll(/new (?:Fault|RpcError)\(\s*"[\w-]+",\s*(`[^`]*`)/g),
  ]);
  expect(found.map(([, message]) => message)).toEqual([]);
});

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

  test("has every page of the walkthrough", () => {
    const pages = fs.readdirSync(path.join(root, "media/walkthrough"));
    const english = pages.filter((name) => !name.includes(".nls."));
    expect(pages.filter((name) => name.endsWith(`.nls.${language}.md`)).sort()).toEqual(
      english.map((name) => name.replace(/\.md$/, `.nls.${language}.md`)).sort(),
    );
  });

  test("has every string of package.json, with its links", () => {
    const english = strings("package.nls.json");
    const translated = strings(`package.nls.${language}.json`);
    expect(Object.keys(translated).sort()).toEqual(Object.keys(english).sort());
    for (const [key, text] of Object.entries(english))
      expect([key, references(translated[key]!)]).toEqual([key, references(text)]);
  });
});

test.each(["package.nls.json", ...LANGUAGES.map((language) => `package.nls.${language}.json`)])(
  "what %s says in the walkthrough is what its page shows: links on lines of their own, and no other markup",
  (file) => {
    const shown = Object.entries(strings(file)).filter(([key]) => key.startsWith("walkthrough."));
    expect(shown.length).toBeGreaterThan(0);
    for (const line of shown.flatMap(([, text]) => text.split("\n"))) {
      const isLink = /^\[[^[\]]+\]\(command:workspaceMlm\.\w+\)$/.test(line);
      expect(isLink || !/`|\]\(|\*\*/.test(line), line).toBe(true);
    }
  },
);
