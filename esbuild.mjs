import { readdirSync } from "node:fs";
import { chmod, rm } from "node:fs/promises";
import { build } from "esbuild";
import { define } from "./scripts/judge-hash.mjs";

const options = {
  bundle: true,
  platform: "node",
  target: "node20",
  format: "cjs",
  sourcemap: true,
  define,
  logLevel: "warning",
};

/** `node esbuild.mjs [FOLDER]` builds the product into dist or FOLDER, `node esbuild.mjs tests` what runs inside VS Code into out. */
const [target = "dist"] = process.argv.slice(2);
if (target === "tests") await buildTests();
else await buildProduct(target);

async function buildProduct(outdir) {
  await rm(outdir, { recursive: true, force: true });
  const product = { ...options, outdir, external: ["onnxruntime-node", "vscode"] };
  await build({
    ...product,
    entryPoints: { engine: "src/engine/main.ts", extension: "src/extension/main.ts" },
  });
  await build({ ...product, entryPoints: { cli: "src/cli/main.ts" }, banner: { js: "#!/usr/bin/env node" } });
  await chmod(`${outdir}/cli.js`, 0o755);
  await build({ ...product, minify: true, entryPoints: { mcp: "src/cli/mcp/main.ts" } });
  await build({
    bundle: true,
    minify: true,
    platform: "browser",
    target: "chrome128",
    format: "iife",
    logLevel: "warning",
    entryPoints: { report: "src/webview/report.ts" },
    outdir: `${outdir}/webview`,
  });
}

async function buildTests() {
  await rm("out", { recursive: true, force: true });
  const suites = readdirSync("test/vscode", { recursive: true, encoding: "utf8" });
  await build({
    ...options,
    entryPoints: [
      "test/harness/setupMain.ts",
      "test/harness/runVscode.ts",
      "test/harness/runDesktop.ts",
      "test/harness/start.ts",
      "test/harness/film.ts",
      "test/vscode/index.ts",
      ...suites.filter((name) => name.endsWith(".test.ts")).map((name) => `test/vscode/${name}`),
    ],
    outdir: "out/test",
    outbase: "test",
    external: ["vscode", "mocha", "playwright-core", "@vscode/test-electron", "sharp"],
  });
}
