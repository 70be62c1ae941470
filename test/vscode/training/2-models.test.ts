import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import * as vscode from "vscode";
import { COMMANDS } from "../../../src/extension/ids";
import type { ImportedModel } from "../../../src/extension/models/importModel";
import { COMMIT, startHub } from "../../support/hubServer";
import { configure, QUICK_TRAINING } from "../support";
import { train } from "../train";

const { executeCommand } = vscode.commands;

suite("models", () => {
  let folder: string;
  suiteSetup(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "mlm-models-"));
    await configure({ ...QUICK_TRAINING, "training.epochs": 1 });
    assert.ok(await train());
  });
  suiteTeardown(() => fs.rmSync(folder, { recursive: true, force: true }));

  test("the model in use is exported with its card, and comes back as another model of the workspace", async () => {
    const output = path.join(folder, "exported");
    assert.equal(await executeCommand(COMMANDS.exportModel, { output }), output);
    const names = ["README.md", "config.json", "model.safetensors", "onnx", "tokenizer.json"];
    for (const name of names) assert.ok(fs.existsSync(path.join(output, name)), name);
    const imported = await executeCommand<ImportedModel>(COMMANDS.importModel, {
      folder: output,
      name: "From outside",
      use: true,
    });
    assert.equal(imported.name, "From outside");
    assert.ok(imported.evaluation && imported.evaluation.words > 0, "it was evaluated");
    assert.ok(fs.existsSync(path.join(imported.folder, "model.safetensors")));
  });

  test("a training job holds the workspace's text, the model to start from and the recipe", async () => {
    const output = path.join(folder, "job");
    assert.equal(await executeCommand(COMMANDS.exportJob, { output }), output);
    const text = fs.readFileSync(path.join(output, "data/train.json"), "utf8");
    assert.match(text, /"The keeper/);
    for (const name of ["run_mlm.json", "manifest.json", "base/model.safetensors", "evaluation/masks.json"]) {
      assert.ok(fs.existsSync(path.join(output, name)), name);
    }
  });

  test("a folder becomes the model to start from, and the bundled one again", async () => {
    const output = path.join(folder, "exported");
    const chosen = () => vscode.workspace.getConfiguration("workspaceMlm").get("model");
    assert.equal(await executeCommand(COMMANDS.useBaseModel, { folder: output, use: "train" }), output);
    assert.equal(chosen(), output);
    await executeCommand(COMMANDS.useBaseModel, { folder: "", use: "train" });
    assert.equal(chosen(), "");
  });

  test("a repository is downloaded, checked and becomes the model to start from", async () => {
    const hub = await startHub(path.join(folder, "exported"));
    process.env["HF_ENDPOINT"] = hub.endpoint;
    try {
      const base = await executeCommand<string>(COMMANDS.useBaseModel, {
        repository: "owner/model",
        confirm: false,
        use: "train",
      });
      assert.equal(path.basename(base), `owner--model-${COMMIT.slice(0, 12)}`);
      assert.ok(fs.existsSync(path.join(base, "model.safetensors")));
      assert.equal(fs.existsSync(path.join(base, "pytorch_model.bin")), false);
    } finally {
      delete process.env["HF_ENDPOINT"];
      await executeCommand(COMMANDS.useBaseModel, { folder: "", use: "train" });
      await hub.close();
    }
  });

  test("what is no model is refused, with nothing written", async () => {
    fs.writeFileSync(path.join(folder, "notes.txt"), "no model");
    assert.equal(await executeCommand(COMMANDS.importModel, { folder, use: false }), undefined);
    const output = path.join(folder, "never");
    assert.equal(await executeCommand(COMMANDS.exportModel, { model: folder, output }), undefined);
    assert.equal(fs.existsSync(output), false);
  });
});
