import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const manifest = JSON.parse(readFileSync("package.json", "utf8"));
const readme = readFileSync("README.md", "utf8");

test("the addresses of package.json are of one repository", () => {
  const { repository, bugs, homepage } = manifest;
  const address = repository.url.replace(/\.git$/, "");
  expect(address).toMatch(/^https:\/\/github\.com\/[\w-]+\/workspace-mlm$/);
  expect(bugs.url).toBe(`${address}/issues`);
  expect(homepage).toBe(`${address}#readme`);
});

test("a listing has what it shows", () => {
  expect(manifest).toMatchObject({
    galleryBanner: { color: expect.stringMatching(/^#[0-9a-f]{6}$/), theme: "dark" },
    pricing: "Free",
    categories: ["AI", "Machine Learning"],
  });
  expect(manifest).not.toHaveProperty("private");
});

test("every image and file that the README links to is there", () => {
  const links = [...readme.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => link!);
  const files = links.filter((link) => !/^(https?:|#)/.test(link)).map((link) => link.replace(/#.*/, ""));
  expect(files.length).toBeGreaterThan(2);
  for (const file of files) expect(existsSync(file), file).toBe(true);
});

test("the texts of images have no brackets, with which the packager would leave their addresses relative", () => {
  const texts = [...readme.matchAll(/!\[(.*?)\]\(/g)].map(([, text]) => text);
  expect(texts.length).toBeGreaterThan(0);
  for (const text of texts) expect(text).not.toMatch(/[[\]]/);
});

test("the changelog has a section of this version, below one for what comes next", () => {
  const sections = readFileSync("CHANGELOG.md", "utf8").match(/^## .*$/gm)!;
  expect(sections[0]).toBe("## Unreleased");
  expect(sections[1]).toMatch(/^## \d+\.\d+\.\d+ - \d{4}-\d\d-\d\d$/);
  expect(sections[1]).toContain(` ${manifest.version} `);
});
