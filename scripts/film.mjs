// Makes the film and the pictures that README.md shows, in media: the packaged extension at work in a real workbench.
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { packageExtension } from "./package.mjs";

run("esbuild.mjs");
const vsix = await packageExtension(`${process.platform}-${process.arch}`);
run("esbuild.mjs", "tests");
const folder = mkdtempSync(join(tmpdir(), "mlm-film-"));
try {
  run("out/test/harness/film.js", vsix, folder);
  cpSync(folder, "media", { recursive: true }); // only when all is there
} finally {
  rmSync(folder, { recursive: true });
}

function run(...args) {
  execFileSync("node", args, { stdio: "inherit" });
}
