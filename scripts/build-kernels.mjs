// Compiles src/core/training/kernels.wat to kernels.generated.ts; `--check` only says whether that file is current.
import { readFileSync, writeFileSync } from "node:fs";
import wabt from "wabt";

const source = new URL("../src/core/training/kernels.wat", import.meta.url);
const target = new URL("../src/core/training/kernels.generated.ts", import.meta.url);

const { parseWat } = await wabt();
const module = parseWat("kernels.wat", readFileSync(source), { simd: true });
const base64 = Buffer.from(module.toBinary({}).buffer).toString("base64");
const text = `// Made from kernels.wat by scripts/build-kernels.mjs.\nexport const KERNELS_WASM =\n  "${base64}";\n`;

if (!process.argv.includes("--check")) {
  writeFileSync(target, text);
} else if (readFileSync(target, "utf8") !== text) {
  console.error("src/core/training/kernels.generated.ts is out of date: run node scripts/build-kernels.mjs");
  process.exit(1);
}
