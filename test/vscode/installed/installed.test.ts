import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import * as vscode from "vscode";
import { EXTENSION_ID } from "../support";

suite("as it is installed", () => {
  test("other extensions see nothing of it; one that is being developed shows its tests what they need", async () => {
    const extension = vscode.extensions.getExtension<unknown>(EXTENSION_ID)!;
    const isDeveloped = fs.existsSync(path.join(extension.extensionPath, "src"));
    const shown = await extension.activate();
    if (isDeveloped) assert.ok(shown);
    else assert.equal(shown, undefined);
  });
});
