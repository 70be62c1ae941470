// Runs the suites of the windows on one folder in a desktop VS Code, which it downloads.
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { downloadAndUnzipVSCode, runTests } from "@vscode/test-electron";
import { reportReader, type TestCounts } from "./report";
import { layOutScenes, type Scene } from "./scenes";

const SCENES: readonly Scene["name"][] = ["training", "settings", "editing"];

async function main(): Promise<number> {
  const vscodeExecutablePath = await download();
  if (vscodeExecutablePath === undefined) return 1;
  const base = fs.mkdtempSync(path.join(os.tmpdir(), "mlm-desktop-"));
  try {
    return await runSuites(vscodeExecutablePath, base);
  } finally {
    fs.rmSync(base, { recursive: true, force: true });
  }
}

/** A desktop VS Code, or one sentence about what is missing. */
async function download(): Promise<string | undefined> {
  const installed = process.env["VSCODE_EXECUTABLE"];
  if (installed !== undefined) return installed;
  try {
    return await downloadAndUnzipVSCode({ timeout: 30_000 });
  } catch (error) {
    console.error(
      `VS Code could not be downloaded (${error instanceof Error ? error.message : error}): set VSCODE_EXECUTABLE to ` +
        "an installed one, or run `npm run test:vscode`, which uses the VS Code server from npm.",
    );
    return undefined;
  }
}

async function runSuites(vscodeExecutablePath: string, base: string): Promise<number> {
  const scenes = layOutScenes(base).filter(({ name }) => SCENES.includes(name));
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const scene of scenes) {
    const counts = await runScene(vscodeExecutablePath, base, scene);
    for (const key of ["passed", "failed", "skipped"] as const) total[key] += counts[key];
  }
  fs.mkdirSync("test-results", { recursive: true });
  fs.writeFileSync("test-results/desktop.json", JSON.stringify(total));
  return total.failed === 0 ? 0 : 1;
}

async function runScene(
  vscodeExecutablePath: string,
  base: string,
  { name, window }: Scene,
): Promise<TestCounts> {
  const repository = process.cwd();
  const report = path.join(base, `${name}.jsonl`);
  fs.writeFileSync(report, "");
  const reader = reportReader(report, name);
  const succeeded = await runTests({
    vscodeExecutablePath,
    extensionDevelopmentPath: repository,
    extensionTestsPath: path.join(repository, "out/test/vscode/index"),
    launchArgs: [window.folder!, "--disable-extensions", "--disable-workspace-trust"],
    extensionTestsEnv: { EXT_TEST_REPORT: report, EXT_TEST_SCENE: name },
  }).then(
    () => true,
    () => false,
  );
  reader.drain();
  const good = succeeded && reader.whole && reader.counts.failed === 0;
  return good ? reader.counts : { ...reader.counts, failed: Math.max(1, reader.counts.failed) };
}

main().then((code) => process.exit(code));
