// Runs the named suites, prints `N passed, N failed` over all of them last, and exits non-zero when anything failed.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { packageExtension } from "./package.mjs";

const RESULTS = "test-results";
const TEST_TARGET = `linux-${process.arch}`;
const SLOWEST_SHOWN = 12;

/** Each suite is a command that leaves its counts in test-results/<name>.json. */
const SUITES = {
  lint,
  unit: () => vitest("unit", []),
  vscode: () => inVscode("vscode", []),
  vsix: async () => inVscode("vsix", [], { EXT_VSIX: await vsix() }),
  ui: async () => vitest("ui", ["--config", "vitest.ui.config.mts"], { EXT_VSIX: await vsix() }),
  floor: () => inVscode("floor", ["--floor"]),
  desktop: () => run("node", ["out/test/harness/runDesktop.js"]),
};

const NEEDS_BUILD = new Set(["vscode", "vsix", "ui", "floor", "desktop"]);

let packaged;

await main(process.argv.slice(2));

async function main(names) {
  const unknown = names.filter((name) => !(name in SUITES));
  if (names.length === 0 || unknown.length > 0) {
    console.error(`Name the suites to run: ${Object.keys(SUITES).join(", ")}.`);
    process.exit(2);
  }
  mkdirSync(RESULTS, { recursive: true });
  if (names.some((name) => NEEDS_BUILD.has(name)) && !built()) process.exit(1);
  const results = [];
  for (const name of names) {
    console.log(`\n== ${name}`);
    rmSync(resultFile(name), { force: true });
    const begun = performance.now();
    const result = counts(name, await SUITES[name]());
    results.push({ ...result, name, seconds: (performance.now() - begun) / 1000 });
  }
  printTimes(results);
  const passed = results.reduce((sum, result) => sum + result.passed, 0);
  const failed = results.reduce((sum, result) => sum + result.failed, 0);
  console.log(`\n${passed} passed, ${failed} failed`);
  process.exit(failed === 0 && passed > 0 ? 0 : 1);
}

function built() {
  return run("node", ["esbuild.mjs"]) && run("node", ["esbuild.mjs", "tests"]);
}

function vsix() {
  packaged ??= packageExtension(TEST_TARGET); // once for all suites
  return packaged;
}

/** Types, style, layers and generated files, as one test. */
function lint() {
  const succeeded = run("npm", ["run", "--silent", "lint"]);
  writeFileSync(
    resultFile("lint"),
    JSON.stringify({ passed: Number(succeeded), failed: Number(!succeeded) }),
  );
  return succeeded;
}

function vitest(name, options, environment) {
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${resultFile(name)}`];
  return run("npx", ["vitest", "run", ...options, ...reporters], environment);
}

function inVscode(name, options, environment) {
  return run("node", ["out/test/harness/runVscode.js", "--name", name, ...options], environment);
}

function run(command, args, environment = {}) {
  return spawnSync(command, args, { stdio: "inherit", env: { ...process.env, ...environment } }).status === 0;
}

function resultFile(name) {
  return `${RESULTS}/${name}.json`;
}

/** A suite that failed without a failed test, for example because it never started, counts as one failure. */
function counts(name, succeeded) {
  const file = resultFile(name);
  const { passed, failed, parts } = existsSync(file) ? read(file) : { passed: 0, failed: 0, parts: [] };
  return { passed, failed: succeeded ? failed : Math.max(1, failed), parts };
}

/** Our own counts, or those of vitest's JSON reporter. */
function read(file) {
  const result = JSON.parse(readFileSync(file, "utf8"));
  return {
    passed: result.passed ?? result.numPassedTests,
    failed: result.failed ?? result.numFailedTests,
    parts: result.parts ?? result.testResults?.map(partOf) ?? [],
  };
}

/** A test file as vitest tells of it, with the seconds that it took. */
function partOf({ name, startTime, endTime }) {
  return { name: path.relative("test", name), seconds: (endTime - startTime) / 1000 };
}

/** How long the suites took, and their slowest files and scenes. */
function printTimes(results) {
  const slowest = results
    .flatMap(({ name, parts }) => parts.map((part) => ({ ...part, name: `${name}: ${part.name}` })))
    .sort((a, b) => b.seconds - a.seconds)
    .slice(0, SLOWEST_SHOWN);
  console.log("\nSeconds");
  for (const { name, seconds } of [...results, ...slowest])
    console.log(`${seconds.toFixed(0).padStart(7)}  ${name}`);
}
