import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import * as vscode from "vscode";
import { COMMANDS } from "../../../src/extension/ids";
import type { TrainingResult } from "../../../src/protocol/training";
import { parseReport } from "../../../src/report/parse";
import { configure, QUICK_TRAINING, reportTabs, until } from "../support";
import { deleteModels, train } from "../train";

suite("the training report", () => {
  let result: TrainingResult | undefined;

  suiteSetup(async () => {
    await configure({ ...QUICK_TRAINING, "training.epochs": 4 });
    result = await train();
    assert.ok(result);
  });

  test("a run leaves one that can be read", () => {
    const runs = path.join(path.dirname(path.dirname(result!.model)), "runs");
    const newest = fs.readdirSync(runs).sort().at(-1)!;
    const report = parseReport(fs.readFileSync(path.join(runs, newest, "report.json"), "utf8"));
    assert.equal(report?.status, "finished");
    assert.equal(report.kept, result!.kept);
    assert.ok(report.losses.length > 1 && report.evaluations.length > 1);
  });

  test("opens beside the editor, once", async () => {
    assert.equal(reportTabs().length, 0);
    await vscode.commands.executeCommand(COMMANDS.showReport);
    await until("the report", () => reportTabs().length === 1);
    await vscode.commands.executeCommand(COMMANDS.showReport);
    assert.deepEqual(
      reportTabs().map(({ label }) => label),
      ["Training Report"],
    );
  });

  test("opens again after it was closed", async () => {
    await vscode.window.tabGroups.close(reportTabs());
    await until("the report is closed", () => reportTabs().length === 0);
    await vscode.commands.executeCommand(COMMANDS.showReport);
    await until("the report", () => reportTabs().length === 1);
  });

  test("what was deleted is not reported on", async () => {
    await deleteModels();
    await until("the report is closed", () => reportTabs().length === 0);
    await vscode.commands.executeCommand(COMMANDS.showReport);
    assert.equal(reportTabs().length, 0);
  });
});
