import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { contentOf, expectFault, run } from "../../support/commandLine";
import { SMALL, smallFolder } from "../../support/smallFolder";

let root: string;
const at = (...parts: string[]) => join(root, ...parts);
const read = (...parts: string[]) => readFileSync(at(...parts), "utf8");
const texts = (...parts: string[]): string[] =>
  read(...parts)
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line).text);

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "workspace-mlm-job-"));
  smallFolder(at("text"));
  writeFileSync(at("text", ".env"), "PASSWORD=correct-horse-battery\n");
  cpSync(at("text", "src/keeper.ts"), at("text", "copy of keeper.ts"));
  const { code, stderr } = await run(root, ["job", "text", ...SMALL, "--epochs", "2", "--output", "job"]);
  expect(code, stderr).toBe(0);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

test("every file's text is on one side, once, and secrets on none", () => {
  const [train, held] = [texts("job", "data", "train.json"), texts("job", "data", "validation.json")];
  expect(train.length).toBeGreaterThan(5);
  expect(held.length).toBeGreaterThan(0);
  expect(new Set([...train, ...held]).size).toBe(train.length + held.length);
  expect([...train, ...held]).toContain(readFileSync("LICENSE", "utf8"));
  expect([...train, ...held].filter((text) => text.includes("correct-horse"))).toEqual([]);
});

test("the manifest names every file by its hash, and no path of the workspace", () => {
  const { sha256 } = JSON.parse(read("job", "manifest.json"));
  const files = Object.keys(contentOf(at("job"))).map((path) => path.slice(at("job").length + 1));
  expect(Object.keys(sha256).sort()).toEqual(files.filter((name) => name !== "manifest.json").sort());
  for (const [name, hash] of Object.entries(sha256)) {
    expect(
      createHash("sha256")
        .update(readFileSync(at("job", name)))
        .digest("hex"),
      name,
    ).toBe(hash);
  }
  for (const name of ["manifest.json", "README.md", "run_mlm.json"])
    expect(read("job", name)).not.toContain(root);
});

test("the recipe names files that are there, and reports to nobody", async () => {
  const recipe = JSON.parse(read("job", "run_mlm.json"));
  for (const key of ["model_name_or_path", "train_file", "validation_file"]) {
    expect(existsSync(at("job", recipe[key])), key).toBe(true);
  }
  expect(recipe).toMatchObject({
    num_train_epochs: 2,
    warmup_steps: 0.06,
    report_to: "none",
    mlm_probability: 0.15,
    seed: 42,
  });
  expect((await run(root, ["info", "job/base"])).code).toBe(0);
});

test("the masks hide tokens of held-out text", () => {
  const { sequences, mlmProbability } = JSON.parse(read("job", "evaluation", "masks.json"));
  expect(mlmProbability).toBe(0.15);
  expect(sequences.length).toBeGreaterThan(0);
  for (const { input_ids, positions, labels } of sequences) {
    expect(labels.length).toBe(positions.length);
    for (const position of positions) expect(position).toBeLessThan(input_ids.length);
  }
});

test("a single file is cut into parts, with nothing lost and nothing twice", async () => {
  const words = readFileSync("README.md", "utf8");
  cpSync("README.md", at("one", "README.md"));
  const { code, stderr } = await run(root, ["job", "one", ...SMALL, "--output", "job of one"]);
  expect(code, stderr).toBe(0);
  const [train, held] = [
    texts("job of one", "data", "train.json"),
    texts("job of one", "data", "validation.json"),
  ];
  let rest = words;
  for (const part of [...train, ...held]) rest = rest.replace(part, () => "");
  expect(rest).toBe("");
  expect(held.join("").length / words.length).toBeGreaterThan(0.05);
  expect(held.join("").length / words.length).toBeLessThan(0.35);
});

test("a folder that is not empty is left as it is", async () => {
  expectFault(
    await run(root, ["job", "text", ...SMALL, "--output", "text"]),
    /not empty; choose a new folder/,
    2,
  );
  expect(readdirSync(at("text"))).toContain(".env");
});
