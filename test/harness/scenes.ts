// The windows in which the suites run: each folder under test/vscode is the name of one.
import * as fs from "node:fs";
import * as path from "node:path";
import { writeCorpus } from "./corpus";
import type { ServerOptions } from "./server";
import type { WorkbenchOptions } from "./workbench";

export interface Scene {
  readonly name: "folder" | "multiroot" | "empty" | "untrusted";
  readonly window: Pick<WorkbenchOptions, "folder" | "workspace">;
  readonly server: Pick<ServerOptions, "untrusted" | "settings">;
}

/** Lays the scenes' folders out under `base`, an absolute path. */
export function layOutScenes(base: string): Scene[] {
  const folder = corpusFolder(path.join(base, "folder"));
  const roots = ["one", "two"].map((name) => corpusFolder(path.join(base, "multiroot", name)));
  const workspace = path.join(base, "multiroot", "both.code-workspace");
  fs.writeFileSync(workspace, JSON.stringify({ folders: roots.map((root) => ({ path: root })) }));
  const untrusted = corpusFolder(path.join(base, "untrusted"));
  return [
    { name: "folder", window: { folder }, server: {} },
    { name: "multiroot", window: { workspace }, server: {} },
    { name: "empty", window: {}, server: {} },
    {
      name: "untrusted",
      window: { folder: untrusted },
      server: { untrusted: true, settings: NEVER_ASK_FOR_TRUST },
    },
  ];
}

const NEVER_ASK_FOR_TRUST = { "security.workspace.trust.startupPrompt": "never" };

function corpusFolder(folder: string): string {
  fs.mkdirSync(folder, { recursive: true });
  writeCorpus(folder);
  return folder;
}
