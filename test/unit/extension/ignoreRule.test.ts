import { expect, test } from "vitest";
import { ignoreRules } from "../../../src/core/corpus/ignoreRules";
import { addition, ignoreRule } from "../../../src/extension/corpus/ignoreRule";

test.each([
  ["a.md", false, "/a.md"],
  ["docs/old", true, "/docs/old/"],
  ["#notes.md", false, "/#notes.md"],
  ["!important.md", false, "/!important.md"],
  ["what [now]?.md", false, "/what \\[now\\]\\?.md"],
  ["a*b\\c", false, "/a\\*b\\\\c"],
  ["ends in spaces  ", false, "/ends in spaces\\ \\ "],
])("the rule for %j leaves out that and nothing else", (path, isFolder, rule) => {
  expect(ignoreRule(path, isFolder)).toBe(rule);
  const { test: judge } = ignoreRules(`${rule}\n`, true);
  expect(judge(isFolder ? `${path}/` : path)).toMatchObject({ ignored: true });
  expect(judge(`below/${path}`)).toBeUndefined();
  expect(judge(`${path}x`)).toBeUndefined();
});

test.each([
  ["", "/a\n/b\n"],
  ["*.log\n", "/a\n/b\n"],
  ["*.log", "\n/a\n/b\n"],
  ["*.log\r\n", "/a\n/b\n"],
])("to %j is added %j", (text, added) => {
  expect(addition(text, ["/a", "/b"])).toBe(added);
});
