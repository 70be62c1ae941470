import * as assert from "node:assert/strict";
import * as vscode from "vscode";
import { COMMANDS } from "../../../src/extension/ids";
import { api, bundledModel, complaints, completionsAt, until } from "../support";
import { OPENS_VIRTUAL_FILES, openVirtualFile, serveVirtualFolder, VIRTUAL_SCHEME } from "../virtualFolder";

const SENTENCE = "The [MASK] lights the lamp of the harbour.";

suite("a workspace that is on no disk", () => {
  let folder: vscode.Disposable;
  suiteSetup(() => {
    folder = serveVirtualFolder(SENTENCE);
  });
  suiteTeardown(() => folder.dispose());

  for (const command of [COMMANDS.train, COMMANDS.showCorpus, COMMANDS.manageModels, COMMANDS.exportJob]) {
    test(`${command} is refused in one sentence, and nothing is started`, async () => {
      const { workspaceFolders } = vscode.workspace;
      assert.deepEqual(
        workspaceFolders?.map(({ uri }) => uri.scheme),
        [VIRTUAL_SCHEME],
      );
      const told = await complaints(() => vscode.commands.executeCommand(command, { confirm: false }));
      assert.deepEqual(told, ["Training needs a folder on disk, and this workspace is virtual."]);
      const { trainerPid, trainingState } = await api();
      assert.deepEqual(
        { trainerPid, trainingState },
        { trainerPid: undefined, trainingState: { kind: "idle" } },
      );
    });
  }

  test("a mask in one of its files is answered from the bundled model", async function () {
    if (!bundledModel() || !OPENS_VIRTUAL_FILES) this.skip();
    const document = await openVirtualFile();
    assert.equal(document.getText(), SENTENCE);
    await until("words", async () => (await completionsAt(document, 10)).length > 1);
  });
});
