import * as vscode from "vscode";

/** The folder that the scenes `virtual` and `mixed` open. */
export const VIRTUAL_SCHEME = "mlm-virtual";

/** Serves one read-only folder with one file, `docs/keeper.md`, from memory. */
export function serveVirtualFolder(text: string): vscode.Disposable {
  const content = new TextEncoder().encode(text);
  const isFile = (uri: vscode.Uri) => uri.path === "/docs/keeper.md";
  const refuse = (uri: vscode.Uri): never => {
    throw vscode.FileSystemError.NoPermissions(uri);
  };
  const provider: vscode.FileSystemProvider = {
    onDidChangeFile: new vscode.EventEmitter<vscode.FileChangeEvent[]>().event,
    watch: () => new vscode.Disposable(() => {}),
    stat: (uri) => {
      const times = { ctime: 0, mtime: 0 };
      if (isFile(uri)) return { ...times, type: vscode.FileType.File, size: content.length };
      if (["/", "/docs"].includes(uri.path)) return { ...times, type: vscode.FileType.Directory, size: 0 };
      throw vscode.FileSystemError.FileNotFound(uri);
    },
    readDirectory: ({ path }) =>
      path === "/docs" ? [["keeper.md", vscode.FileType.File]] : [["docs", vscode.FileType.Directory]],
    readFile: (uri) => {
      if (isFile(uri)) return content;
      throw vscode.FileSystemError.FileNotFound(uri);
    },
    createDirectory: refuse,
    writeFile: refuse,
    delete: refuse,
    rename: refuse,
  };
  return vscode.workspace.registerFileSystemProvider(VIRTUAL_SCHEME, provider);
}

/** VS Code 1.100 keeps the failure of a look-up from before the file system was registered, and opens no file of it. */
export const OPENS_VIRTUAL_FILES = !vscode.version.startsWith("1.100.");

export function openVirtualFile(): Thenable<vscode.TextDocument> {
  return vscode.workspace.openTextDocument(vscode.Uri.parse(`${VIRTUAL_SCHEME}:/docs/keeper.md`));
}
