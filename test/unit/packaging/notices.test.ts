import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const read = (path: string): string => readFileSync(path, "utf8");
const notices = read("THIRD-PARTY-NOTICES.md");
const { dependencies } = JSON.parse(read("package.json")) as { dependencies: Record<string, string> };

test.each(Object.keys(dependencies))("%s has a notice", (name) => {
  expect(notices).toContain(`\n## ${name}\n`);
});

test.each([
  "scripts/gitleaks-licence.txt",
  "node_modules/ignore/LICENSE-MIT",
  "node_modules/picomatch/LICENSE",
  "node_modules/@scure/bip39/LICENSE",
  "node_modules/re2js/LICENSE",
  "node_modules/uplot/LICENSE",
  "node_modules/valibot/LICENSE.md",
  "node_modules/@modelcontextprotocol/sdk/LICENSE",
  "node_modules/zod/LICENSE",
  "node_modules/fast-uri/LICENSE",
])("the text of %s is in the notices", (path) => {
  expect(notices).toContain(read(path).trim());
});

test("the notices ship", () => {
  expect(read(".vscodeignore").split("\n")).toContain("!THIRD-PARTY-NOTICES.md");
  const [, required] = /const REQUIRED = \[(.*?)\];/s.exec(read("scripts/package.mjs"))!;
  expect(required).toContain('"THIRD-PARTY-NOTICES.md"');
});
