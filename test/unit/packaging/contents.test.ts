import { expect, test } from "vitest";
import { checkContents, REQUIRED, TARGETS } from "../../../scripts/package.mjs";

const NATIVE = ["node_modules/onnxruntime-node/bin/napi-v6/linux/x64/onnxruntime_binding.node"];
const WHOLE = [...REQUIRED, ...NATIVE, "README.md", "models/base/model.safetensors"];

test("there is a package for each platform", () => {
  expect(TARGETS).toEqual(["linux-x64", "linux-arm64", "win32-x64", "win32-arm64", "darwin-arm64"]);
});

test("what belongs into a package is let through", () => {
  expect(() => checkContents("linux-x64", NATIVE, WHOLE)).not.toThrow();
});

test.each([
  "src/core/errors.ts",
  "dist/cli.js",
  "dist/engine.js.map",
  "dist/bench/step.js",
  "test/vscode/index.ts",
  "sample/README.md",
  "media/other.svg",
  "models/other/model.safetensors",
  "models/base/nested/model.safetensors",
  "node_modules/uplot/package.json",
  "node_modules/onnxruntime-node/bin/napi-v6/win32/x64/onnxruntime.dll",
  ".env",
  "report.json",
])("%s stops the packaging", (stranger) => {
  expect(() => checkContents("linux-x64", NATIVE, [...WHOLE, stranger])).toThrow(
    `linux-x64: these do not belong into the .vsix: ${stranger}`,
  );
});

test.each([...REQUIRED, ...NATIVE])("a package without %s is not made", (missing) => {
  const rest = WHOLE.filter((file) => file !== missing);
  expect(() => checkContents("linux-x64", NATIVE, rest)).toThrow(`linux-x64: the .vsix lacks ${missing}`);
});
