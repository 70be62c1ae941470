// Runs the named suites, prints what failed and `N passed, N failed` over all of them last, and exits non-zero when anything failed.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { packageExtension } from "./package.mjs";

const RESULTS = "test-results";
const TEST_TARGET = `linux-${process.arch}`;
const SLOWEST_SHOWN = 12;
const FAILURE_LINES_SHOWN = 12;

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
  printFailures(results);
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
  const nothing = { passed: 0, failed: 0, parts: [], failures: [] };
  const result = existsSync(file) ? read(file) : nothing;
  return { ...result, failed: succeeded ? result.failed : Math.max(1, result.failed) };
}

/** Our own counts, or those of vitest's JSON reporter. */
function read(file) {
  const result = JSON.parse(readFileSync(file, "utf8"));
  return {
    passed: result.passed ?? result.numPassedTests,
    failed: result.failed ?? result.numFailedTests,
    parts: result.parts ?? result.testResults?.map(partOf) ?? [],
    failures: result.failures ?? result.testResults?.flatMap(failuresOf) ?? [],
  };
}

/** A test file as vitest tells of it, with the seconds that it took. */
function partOf({ name, startTime, endTime }) {
  return { name: path.relative("test", name), seconds: (endTime - startTime) / 1000 };
}

/** The failed tests of a file as vitest tells of it, or the file itself where it did not run at all. */
function failuresOf({ name, status, message, assertionResults }) {
  const file = path.relative("test", name);
  const failed = assertionResults.filter((test) => test.status === "failed");
  if (failed.length === 0) return status === "failed" ? [{ name: file, error: message }] : [];
  return failed.map((test) => ({
    name: `${file}: ${test.fullName}`,
    error: test.failureMessages.join("\n"),
  }));
}

/** Once more at the end, where whoever sees only the end of a long log finds them. */
function printFailures(results) {
  for (const { name: suite, failures } of results)
    for (const { name, error } of failures) {
      const lines = error.split("\n").slice(0, FAILURE_LINES_SHOWN);
      console.log(`\nFAILED ${suite}: ${name}\n${lines.join("\n").replace(/^/gm, "      ")}`);
    }
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
