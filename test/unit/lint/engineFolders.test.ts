import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { expect, test } from "vitest";

const ENGINE = "src/engine";

/** The folders of the engine that the files of each import. */
function importsByFolder(): Map<string, Set<string>> {
  const files = readdirSync(ENGINE, { recursive: true, encoding: "utf8" }).filter((name) =>
    /[\\/].*\.ts$/.test(name),
  );
  const imports = new Map<string, Set<string>>();
  for (const name of files) {
    const path = join(ENGINE, name);
    const folder = dirname(name);
    const known = imports.get(folder) ?? new Set();
    for (const [, imported] of readFileSync(path, "utf8").matchAll(/from "(\.{1,2}\/[^"]+)"/g)) {
      const target = dirname(relative(ENGINE, resolve(dirname(path), imported!)));
      if (!target.startsWith("..") && target !== "." && target !== folder) known.add(target);
    }
    imports.set(folder, known);
  }
  return imports;
}

test("no folder of the engine imports one that imports it, by whatever way", () => {
  const left = importsByFolder();
  const ordered: string[] = [];
  for (;;) {
    const free = [...left].filter(([, imported]) =>
      [...imported].every((folder) => ordered.includes(folder)),
    );
    if (free.length === 0) break;
    for (const [folder] of free) {
      ordered.push(folder);
      left.delete(folder);
    }
  }
  expect(ordered.length).toBeGreaterThan(5);
  expect([...left.keys()]).toEqual([]);
});
