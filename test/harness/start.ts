// Opens the sample workspace in a VS Code that has the packaged extension: `node start.js VSIX`.
import * as fs from "node:fs";
import * as path from "node:path";
import { installVsix, startServer } from "./server";
import { ensureServer } from "./setup";

const FOLDER = ".vscode-start";

async function main([vsix]: readonly string[]): Promise<void> {
  const repository = process.cwd();
  const home = path.join(repository, FOLDER);
  const extensionsFolder = path.join(home, "extensions");
  const sample = path.join(home, "sample");
  const installation = ensureServer(repository, "latest");
  fs.rmSync(extensionsFolder, { recursive: true, force: true });
  installVsix(installation, vsix, extensionsFolder);
  if (!fs.existsSync(sample)) fs.cpSync(path.join(repository, "sample"), sample, { recursive: true });
  const settings = { "workbench.colorTheme": "Default Dark Modern" };
  const server = await startServer(installation, {
    extensionsFolder,
    settings,
    dataFolder: path.join(home, "data"),
  });
  console.log(`\nOpen this in a browser: http://${server.authority}/?folder=${encodeURIComponent(sample)}`);
  console.log("Begin with try-it.md. Ctrl+C ends it; what was trained stays for the next time.");
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.once(signal, () => void server.stop().then(() => process.exit(0)));
}

void main(process.argv.slice(2));
