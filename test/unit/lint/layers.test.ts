import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../support/temporaryFolder";

const BIOME = resolve("node_modules/@biomejs/biome/bin/biome");

const forbidden: readonly (readonly [string, readonly string[]])[] = [
  [
    "src/core",
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
      "../report/page",
    ],
  ],
  ["src/core/graph", ["../../node/onnxRuntime", "../../engine/corpus", "../../protocol/messages"]],
  ["src/node", ["vscode", "../engine/corpus", "../cli/main", "../extension/activate"]],
  ["src/engine", ["vscode", "../extension/activate", "../webview/chart"]],
  ["src/cli", ["vscode", "../extension/activate"]],
  ["src/protocol", ["vscode", "node:fs", "onnxruntime-node", "../node/onnxRuntime", "../report/page"]],
  ["src/report", ["vscode", "node:fs", "../core/errors", "../extension/activate", "../webview/chart"]],
  ["src/tools", ["vscode", "node:fs", "../node/onnxRuntime", "../extension/activate"]],
  ["src/webview", ["vscode", "node:fs", "../core/errors", "../report/page", "../extension/activate"]],
  ["src/extension", ["onnxruntime-node", "../node/onnxRuntime", "../engine/corpus", "../cli/main"]],
];

const allowed: readonly (readonly [string, readonly string[]])[] = [
  ["src/core", ["./errors", "@bufbuild/protobuf"]],
  ["src/node", ["node:fs", "../core/errors", "onnxruntime-node"]],
  ["src/engine", ["node:fs", "../core/errors", "../node/onnxRuntime"]],
  ["src/extension", ["vscode", "../core/errors", "../protocol/messages", "../report/page"]],
  ["src/report", ["../protocol/report"]],
  ["src/webview", ["uplot", "../protocol/reportPage"]],
];

/** The layers, and what each may import beside itself, as ARCHITECTURE.md has them. */
const LAYERS: Readonly<Record<string, readonly string[]>> = {
  core: [],
  node: ["core"],
  protocol: ["core"],
  report: ["protocol"],
  webview: ["protocol"],
  engine: ["core", "node", "protocol"],
  tools: ["core", "protocol"],
  cli: ["core", "node", "engine", "protocol", "report", "tools"],
  extension: ["core", "protocol", "report", "tools"],
};

/** Every import of one layer by another, from its top and from a folder in it, that `isAllowed` or not. */
function crossings(isAllowed: boolean): (readonly [string, readonly string[]])[] {
  return Object.entries(LAYERS).flatMap(([layer, may]) => {
    const others = Object.keys(LAYERS).filter(
      (other) => other !== layer && may.includes(other) === isAllowed,
    );
    return [
      [`src/${layer}/crossing`, others.map((other) => `../../${other}/thing`)] as const,
      [`src/${layer}`, others.map((other) => `../${other}/thing`)] as const,
    ];
  });
}

const at = temporaryFolder();

/** Lints files that hold one import each, under the project's rules; the messages by file. */
function lint(imports: ReadonlyMap<string, string>): Map<string, string[]> {
  const config = JSON.parse(readFileSync("biome.json", "utf8"));
  writeFileSync(at("biome.json"), JSON.stringify({ ...config, vcs: undefined, $schema: undefined }));
  for (const [path, module] of imports) {
    mkdirSync(dirname(at(path)), { recursive: true });
    writeFileSync(at(path), `import * as it from "${module}";\n\nexport const found = it;\n`);
  }
  const options = ["lint", "--reporter=json", "--max-diagnostics=none", "."];
  const { stdout } = spawnSync(process.execPath, [BIOME, ...options], { cwd: at(), encoding: "utf8" });
  const said = new Map<string, string[]>([...imports.keys()].map((path) => [path, []]));
  for (const { category, location, message } of JSON.parse(stdout).diagnostics) {
    const path: string = typeof location.path === "string" ? location.path : location.path.file;
    said.get(path)?.push(`${category}: ${typeof message === "string" ? message : JSON.stringify(message)}`);
  }
  return said;
}

const files = (rows: readonly (readonly [string, readonly string[], ...unknown[]])[]) =>
  new Map<string, string>(
    rows.flatMap(([folder, modules], row) =>
      modules.map((module, i) => [`${folder}/x${row}-${i}.ts`, module] as const),
    ),
  );

test("the linter refuses imports that break a layer", () => {
  const imports = files([...forbidden, ...crossings(false)]);
  for (const [path, said] of lint(imports)) {
    expect(said.join(), `${path} imports ${imports.get(path)}`).toContain("lint/style/noRestrictedImports");
  }
});

test("the linter accepts the imports that the layers allow", () => {
  const imports = files([...allowed, ...crossings(true)]);
  for (const [path, said] of lint(imports)) expect(said, `${path} imports ${imports.get(path)}`).toEqual([]);
});
