// The windows in which the suites run: each folder under test/vscode is the name of one.
import * as fs from "node:fs";
import * as path from "node:path";
import { writeCorpus } from "./corpus";
import type { ServerOptions } from "./server";
import type { WorkbenchOptions } from "./workbench";

export interface Scene {
  readonly name:
    | "editing"
    | "training"
    | "settings"
    | "multiroot"
    | "empty"
    | "untrusted"
    | "virtual"
    | "mixed"
    | "readonly"
    | "faults"
    | "installed"
    | "packaged";
  readonly window: Pick<WorkbenchOptions, "folder" | "workspace">;
  readonly server: Pick<ServerOptions, "untrusted" | "settings" | "withoutPrivileges">;
}

/** Lays the scenes' folders out under `base`, an absolute path. */
export function layOutScenes(base: string): Scene[] {
  const roots = ["one", "two"].map((name) => corpusFolder(path.join(base, "multiroot", name)));
  const both = roots.map((root) => ({ path: root }));
  const mixed = corpusFolder(path.join(base, "mixed", "real"));
  const readonly = corpusFolder(path.join(base, "readonly"));
  const untrusted = corpusFolder(path.join(base, "untrusted"));
  const onFolder = (name: Scene["name"]): Scene => ({
    name,
    window: { folder: corpusFolder(path.join(base, name)) },
    server: {},
  });
  return [
    onFolder("training"),
    onFolder("settings"),
    onFolder("editing"),
    { name: "multiroot", window: { workspace: workspaceFile(base, "multiroot", both) }, server: {} },
    { name: "virtual", window: { workspace: workspaceFile(base, "virtual", [VIRTUAL]) }, server: {} },
    {
      name: "mixed",
      window: { workspace: workspaceFile(base, "mixed", [VIRTUAL, { path: mixed }]) },
      server: {},
    },
    onFolder("faults"),
    { name: "readonly", window: { folder: readonly }, server: { withoutPrivileges: true } },
    { name: "empty", window: {}, server: {} },
    { name: "installed", window: {}, server: {} },
    onFolder("packaged"),
    {
      name: "untrusted",
      window: { folder: untrusted },
      server: { untrusted: true, settings: NEVER_ASK_FOR_TRUST },
    },
  ];
}

/** How many folders the scene's workspace has. */
export function folderCount({ window: { folder, workspace } }: Scene): number {
  if (workspace === undefined) return folder === undefined ? 0 : 1;
  return (JSON.parse(fs.readFileSync(workspace, "utf8")) as { folders: unknown[] }).folders.length;
}

const NEVER_ASK_FOR_TRUST = { "security.workspace.trust.startupPrompt": "never" };

/** A folder that no disk has: the tests register the file system behind it. */
const VIRTUAL = { uri: "mlm-virtual:/docs", name: "docs" };

function workspaceFile(base: string, name: string, folders: readonly object[]): string {
  const file = path.join(base, `${name}.code-workspace`);
  fs.writeFileSync(file, JSON.stringify({ folders }));
  return file;
}

function corpusFolder(folder: string): string {
  fs.mkdirSync(folder, { recursive: true });
  writeCorpus(folder);
  return folder;
}
