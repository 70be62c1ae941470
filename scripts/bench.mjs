/*
 * Builds the benches and runs one: npm run bench -- NAME [OPTIONS]. Each says more with --help.
 */
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { define } from "./judge-hash.mjs";

const names = readdirSync("bench")
  .filter((file) => file.endsWith(".ts"))
  .map((file) => file.slice(0, -3));

const [name, ...options] = process.argv.slice(2);

if (!names.includes(name)) {
  console.error(`Usage: npm run bench -- ${names.join("|")} [OPTIONS]`);
  process.exit(2);
}

await build({
  entryPoints: [...names.map((entry) => `bench/${entry}.ts`), "bench/inHost/editor.ts"],
  outdir: "dist/bench",
  outbase: "bench",
  bundle: true,
  platform: "node",
  target: "node20",
  format: "cjs",
  external: ["esbuild", "onnxruntime-node", "playwright-core", "vscode"],
  sourcemap: true,
  define,
  logLevel: "warning",
});

const { status } = spawnSync(process.execPath, [join("dist", "bench", `${name}.js`), ...options], {
  stdio: "inherit",
});
process.exitCode = status ?? 1;
