// Bundles one script of this folder with esbuild and runs it: node pretraining/run.mjs <script> [arguments]
import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { define } from "../scripts/judge-hash.mjs";

const [script, ...args] = process.argv.slice(2);
if (!script) throw new Error("Name a script: node pretraining/run.mjs download|corpus|tokens|train|publish");
const outfile = join("dist", "pretraining", `${script}.cjs`);
mkdirSync(join("dist", "pretraining"), { recursive: true });
await build({
  entryPoints: [join("pretraining", `${script}.ts`)],
  outfile,
  bundle: true,
  platform: "node",
  target: "node20",
  format: "cjs",
  define,
  logLevel: "warning",
  external: ["onnxruntime-node"],
});
const { status } = spawnSync(process.execPath, ["--max-old-space-size=8192", outfile, ...args], {
  stdio: "inherit",
});
process.exitCode = status ?? 1;
