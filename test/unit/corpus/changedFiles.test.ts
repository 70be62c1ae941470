import { utimesSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { DEFAULT_CORPUS_OPTIONS } from "../../../src/core/corpus/options";
import { countChangedFiles } from "../../../src/node/corpus/changedFiles";
import { makeWorkspace } from "./workspace";

const BEFORE = Date.parse("2026-01-01T00:00:00Z");
const SINCE = Date.parse("2026-01-02T00:00:00Z");

test("files that were written since are counted among those that training looks at, equal ones too", async () => {
  const root = makeWorkspace({
    ".gitignore": "ignored.md\n",
    "a.md": "same\n",
    "b/c.md": "same\n",
    "d.md": "old\n",
    "ignored.md": "new\n",
    ".env": "TOKEN=1\n",
  });
  for (const name of [".gitignore", "d.md"]) utimesSync(join(root, name), BEFORE / 1000, BEFORE / 1000);
  const counts = await countChangedFiles([root], DEFAULT_CORPUS_OPTIONS, SINCE, new AbortController().signal);
  expect(counts.changed).toBe(2);
  expect(counts.files).toBe(counts.changed + 2);
});
