// Opens a VS Code with the extension and the sample workspace: a desktop's where there is one, else one in the browser.
import { execFileSync, spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { packageExtension } from "./package.mjs";

const inBrowser = process.argv.includes("--browser");

run("node", ["esbuild.mjs"]);
if (!inBrowser && openDesktop()) process.exit(0);
const vsix = await packageExtension(`${process.platform}-${process.arch}`);
run("node", ["esbuild.mjs", "tests"]);
run("node", ["out/test/harness/start.js", vsix]);

/** Returns whether the `code` command is there. */
function openDesktop() {
  const folders = ["--extensionDevelopmentPath", resolve("."), resolve("sample")];
  const options = { stdio: "ignore", shell: process.platform === "win32" };
  return (
    spawnSync("code", ["--new-window", ...folders, resolve("sample", "try-it.md")], options).status === 0
  );
}

function run(command, args) {
  execFileSync(command, args, { stdio: "inherit" });
}
