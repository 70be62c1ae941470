// VS Code calls `run` inside the extension host: one entry for the server that test/harness starts and for a desktop VS Code.
import * as fs from "node:fs";
import * as path from "node:path";
import Mocha from "mocha";
import * as vscode from "vscode";
import type { TestApi } from "../../src/extension/main";
import { waitMs } from "../harness/limits.json";
import type { TestRecord } from "../harness/report";
import { api, until } from "./support";
import { discardRun } from "./train";

export async function run(): Promise<void> {
  await untilFolders(Number(process.env["EXT_TEST_FOLDERS"] ?? 1));
  const mocha = new Mocha({
    ui: "tdd",
    color: false,
    timeout: 3 * waitMs,
    rootHooks: { afterEach: endFailedRun },
    forbidOnly: process.env["CI"] !== undefined,
    ...(process.env["EXT_TEST_GREP"] ? { grep: process.env["EXT_TEST_GREP"] } : {}),
  });
  for (const file of suiteFiles(process.env["EXT_TEST_SCENE"] ?? "editing")) mocha.addFile(file);
  return new Promise((resolve, reject) => {
    const runner = mocha.run((failures) => {
      report({ state: "end" });
      if (failures > 0) reject(new Error(`${failures} tests failed`));
      else resolve();
    });
    runner.on("pass", (test) => report({ state: "passed", title: test.fullTitle(), ms: test.duration ?? 0 }));
    runner.on("pending", (test) => report({ state: "skipped", title: test.fullTitle() }));
    runner.on("fail", (test, error) =>
      report({ state: "failed", title: test.fullTitle(), error: error.stack ?? String(error) }),
    );
  });
}

/** A window on a .code-workspace file starts without folders: they come when the file has been read. */
async function untilFolders(expected: number): Promise<void> {
  await until(
    `${expected} workspace folders`,
    () => (vscode.workspace.workspaceFolders ?? []).length === expected,
  );
}

/** The tests behind a failed one would wait for the run that it has left. */
async function endFailedRun(this: Mocha.Context): Promise<void> {
  if (this.currentTest?.state !== "failed") return;
  const extension = (await api()) as TestApi | undefined; // as it is installed it shows nothing
  if ((extension?.trainingState.kind ?? "idle") !== "idle") await discardRun();
}

function suiteFiles(scene: string): string[] {
  const folder = path.join(__dirname, scene);
  const names = fs.readdirSync(folder).filter((name) => name.endsWith(".test.js"));
  return names.sort().map((name) => path.join(folder, name));
}

/** Written at once: when the host crashes, what was reported until then still counts. */
function report(record: TestRecord): void {
  const file = process.env["EXT_TEST_REPORT"];
  if (file) fs.appendFileSync(file, `${JSON.stringify(record)}\n`);
}
