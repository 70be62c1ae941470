// Makes media/demo.gif, which README.md shows: the packaged extension at work in a real workbench.
import { execFileSync } from "node:child_process";
import { packageExtension } from "./package.mjs";

run("esbuild.mjs");
const vsix = await packageExtension(`${process.platform}-${process.arch}`);
run("esbuild.mjs", "tests");
run("out/test/harness/film.js", vsix, "media/demo.gif");

function run(...args) {
  execFileSync("node", args, { stdio: "inherit" });
}
