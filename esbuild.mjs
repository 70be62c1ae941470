import { rm } from "node:fs/promises";
import { build } from "esbuild";

const [outdir = "dist"] = process.argv.slice(2);

await rm(outdir, { recursive: true, force: true });

await build({
  entryPoints: { cli: "src/cli/main.ts" },
  outdir,
  bundle: true,
  platform: "node",
  target: "node20",
  format: "cjs",
  external: ["onnxruntime-node", "vscode"],
  sourcemap: true,
  banner: { js: "#!/usr/bin/env node" },
  logLevel: "warning",
});
