import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";

const BIOME = "node_modules/@biomejs/biome/bin/biome";

/** What the linter says to a file of this content at this path; "" when it accepts it. */
async function lint(path: string, content: string): Promise<string> {
  const child = promisify(execFile)(process.execPath, [BIOME, "lint", `--stdin-file-path=${path}`]);
  child.child.stdin?.end(content);
  return child.then(
    () => "",
    (error: { stdout: string; stderr: string }) => error.stdout + error.stderr,
  );
}

const importing = (module: string) => `import * as it from "${module}";\n\nexport const found = it;\n`;

const forbidden: readonly (readonly [string, readonly string[], string])[] = [
  [
    "src/core/x.ts",
    [
      "vscode",
      "node:fs",
      "fs",
      "path",
      "crypto",
      "onnxruntime-node",
      "onnxruntime-web",
      "../node/onnxRuntime",
      "../cli/main",
    ],
    "src/core",
  ],
  [
    "src/core/graph/x.ts",
    ["../../node/onnxRuntime", "../../engine/corpus", "../../protocol/messages"],
    "src/core",
  ],
  ["src/node/x.ts", ["vscode", "../engine/corpus", "../cli/main", "../extension/activate"], "src"],
  ["src/engine/x.ts", ["vscode", "../extension/activate", "../webview/chart"], ""],
  ["src/cli/x.ts", ["vscode", "../extension/activate"], ""],
  ["src/protocol/x.ts", ["vscode", "node:fs", "onnxruntime-node", "../node/onnxRuntime"], ""],
  ["src/webview/x.ts", ["vscode", "node:fs", "../extension/activate"], ""],
  [
    "src/extension/x.ts",
    ["onnxruntime-node", "../node/onnxRuntime", "../engine/corpus", "../cli/main"],
    "thin",
  ],
];

const allowed: readonly (readonly [string, readonly string[]])[] = [
  ["src/core/x.ts", ["./errors", "@bufbuild/protobuf"]],
  ["src/node/x.ts", ["node:fs", "../core/errors", "onnxruntime-node"]],
  ["src/engine/x.ts", ["node:fs", "../core/errors", "../node/onnxRuntime"]],
  ["src/extension/x.ts", ["vscode", "../core/errors", "../protocol/messages"]],
];

describe("the linter", () => {
  test.each(forbidden)("refuses in %s to import %o", async (path, modules, message) => {
    for (const module of modules) {
      const said = await lint(path, importing(module));
      expect(said, module).toContain("noRestrictedImports");
      expect(said, module).toContain(message);
    }
  });

  test.each(allowed)("lets %s import %o", async (path, modules) => {
    for (const module of modules) expect(await lint(path, importing(module)), module).toBe("");
  });
});
