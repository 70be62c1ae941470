import * as assert from "node:assert/strict";
import * as vscode from "vscode";
import type { TrainingResult } from "../../../src/protocol/training";
import { configure, QUICK_TRAINING } from "../support";

function train(): Thenable<TrainingResult | undefined> {
  return vscode.commands.executeCommand("workspaceMlm.train", { confirm: false });
}

suite("a workspace of several folders", () => {
  test("training reads all of them", async () => {
    await configure({ ...QUICK_TRAINING, "training.epochs": 1 });
    assert.equal(vscode.workspace.workspaceFolders?.length, 2);
    const both = await train();
    const { steps } = both!;
    await configure({ "corpus.include": ["elena.md", "felix.md"] });
    const part = await train();
    assert.ok(part!.steps < steps, `${part!.steps} of ${steps}`);
  });
});
