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

  test("the links and images of its page are resolved in its repository", function () {
    const { extensionPath, packageJSON } = vscode.extensions.getExtension(EXTENSION_ID)!;
    if (fs.existsSync(path.join(extensionPath, "src"))) this.skip();
    const readme = fs.readFileSync(path.join(extensionPath, "readme.md"), "utf8");
    const images = [...readme.matchAll(/!\[.*?\]\(([^)\s]+)\)/g)].map(([, link]) => link!);
    const repository = (packageJSON as { repository: { url: string } }).repository.url.replace(/\.git$/, "");
    assert.ok(images.length > 0);
    for (const image of images) assert.ok(image.startsWith(`${repository}/raw/HEAD/media/`), image);
  });
});
