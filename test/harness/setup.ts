// Installs what the tests in VS Code need: the VS Code server and its Node from npm, Chromium from the system's packages.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

/** `latest` is the newest VS Code that we test on, `floor` the oldest that `engines.vscode` admits. */
export type Channel = "latest" | "floor";

export interface ServerInstallation {
  readonly node: string;
  readonly serverMain: string;
}

const NODE_MAJOR: Record<Channel, number> = { latest: 24, floor: 20 };

/** Returns the installed server of `channel`, installing it first where it is missing or its lock file changed. */
export function ensureServer(repository: string, channel: Channel): ServerInstallation {
  const lockFolder = path.join(repository, "test/harness/servers", channel);
  const home = path.join(cacheFolder(), `vscode-${channel}-${lockStamp(lockFolder)}`);
  if (!fs.existsSync(home)) installServer(lockFolder, home, channel);
  return {
    node: serverNode(home, channel),
    serverMain: path.join(home, "node_modules/code-server/lib/vscode/out/server-main.js"),
  };
}

function cacheFolder(): string {
  const cache = process.env["XDG_CACHE_HOME"] ?? path.join(os.homedir(), ".cache");
  return process.env["VSCODE_SERVER_CACHE"] ?? path.join(cache, "workspace-mlm-tests");
}

function lockStamp(lockFolder: string): string {
  const lock = fs.readFileSync(path.join(lockFolder, "package-lock.json"));
  return createHash("sha256").update(lock).digest("hex").slice(0, 12);
}

/** Installs beside the final folder and renames, so that an interrupted installation is never taken for a whole one. */
function installServer(lockFolder: string, home: string, channel: Channel): void {
  console.log(`Installing the VS Code server (${channel}) into ${home} ...`);
  const temporary = `${home}.${process.pid}`;
  fs.cpSync(lockFolder, temporary, { recursive: true });
  const vscode = path.join(temporary, "node_modules/code-server/lib/vscode");
  try {
    npm(["ci"], temporary);
    npm(["install", "--omit=dev"], vscode); // pinned by the npm-shrinkwrap.json that it ships, which `npm ci` refuses
    npm(["install", "--omit=dev"], path.join(vscode, "extensions"));
    linkRipgrep(vscode);
    fs.renameSync(temporary, home);
  } catch (error) {
    fs.rmSync(temporary, { recursive: true, force: true });
    if (fs.existsSync(home)) return; // another run finished first
    throw new Error(
      `The VS Code server could not be installed from npm (${String(error)}): check that npm reaches its registry, ` +
        "or run only the unit tests with `npm run test:unit`.",
    );
  }
}

function npm(args: readonly string[], cwd: string): void {
  const quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  execFileSync("npm", [...args, ...quiet], { cwd, stdio: ["ignore", "ignore", "inherit"] });
}

/** Old servers search files with the ripgrep that an install script, which we skip, would have downloaded. */
function linkRipgrep(vscode: string): void {
  const modules = path.join(vscode, "node_modules/@vscode");
  if (fs.existsSync(path.join(modules, "ripgrep-universal"))) return;
  const system = findProgram(["rg"]) ?? installWithApt("ripgrep", ["rg"]);
  if (system === undefined) return;
  const target = path.join(modules, "ripgrep/bin/rg");
  fs.mkdirSync(path.dirname(target), { recursive: true });
  fs.symlinkSync(system, target);
}

function serverNode(home: string, channel: Channel): string {
  const bundled = path.join(home, `node_modules/node-${process.platform}-${process.arch}/bin/node`);
  if (fs.existsSync(bundled)) return bundled;
  const major = NODE_MAJOR[channel];
  if (Number(process.versions.node.split(".")[0]) === major) return process.execPath;
  throw new Error(
    `npm has no Node ${major} for ${process.platform}-${process.arch}: run the tests with Node ${major} itself, or use ` +
      "`npm run test:desktop`.",
  );
}

/** Returns the path of a Chromium, installing Debian's where there is none and we may. */
export function ensureChromium(): string {
  const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
  const found = process.env["CHROMIUM"] ?? findProgram(names) ?? installWithApt("chromium", names);
  if (found !== undefined) return found;
  throw new Error(
    "The tests in VS Code need Chromium, which is missing and cannot be installed here: install it (for example " +
      "`sudo apt-get install chromium`), set CHROMIUM to a browser's path, or run `npm run test:unit` alone.",
  );
}

export function findProgram(names: readonly string[]): string | undefined {
  const folders = (process.env["PATH"] ?? "").split(path.delimiter);
  return names.flatMap((name) => folders.map((folder) => path.join(folder, name))).find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    fs.accessSync(file, fs.constants.X_OK);
    return fs.statSync(file).isFile();
  } catch {
    return false;
  }
}

function installWithApt(name: string, programs: readonly string[]): string | undefined {
  if (findProgram(["apt-get"]) === undefined || process.getuid?.() !== 0) return undefined;
  console.log(`Installing ${name} with apt-get ...`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  try {
    execFileSync("apt-get", ["update", "-qq"], { env, stdio: "ignore" });
    const fonts = name === "chromium" ? ["fonts-dejavu-core"] : [];
    execFileSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", name, ...fonts], {
      env,
      stdio: "ignore",
    });
  } catch {
    return undefined;
  }
  return findProgram(programs);
}
