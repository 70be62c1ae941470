// A real VS Code server (extension host and workbench) from npm's code-server package.
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { waitMs } from "./limits.json";
import { findProgram, type ServerInstallation } from "./setup";

export interface ServerOptions {
  /**
   * Honour `extensionDevelopmentPath` and `extensionTestsPath` of the page's payload. The flag behind it also hides
   * notification toasts, so tests of the workbench leave it off.
   */
  readonly developmentMode?: boolean;
  readonly extensionsFolder?: string;
  /** Kept when the server stops; without it the server's data live only as long as it. */
  readonly dataFolder?: string;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Keys of the person, beside the editor's own, as `keybindings.json` has them. */
  readonly keys?: readonly object[];
  readonly environment?: Readonly<Record<string, string>>;
  /** Files' permissions hold even where the tests run as root, if the system has `setpriv`. */
  readonly withoutPrivileges?: boolean;
  /** Opens folders in Restricted Mode instead of trusting all. */
  readonly untrusted?: boolean;
  readonly onLine?: (line: string) => void;
}

export interface Server {
  /** `127.0.0.1:port`. */
  readonly authority: string;
  stop(): Promise<void>;
}

/** Settings that keep the window quiet, off the network and patient on a slow machine. */
const QUIET_SETTINGS = {
  "workbench.startupEditor": "none",
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "extensions.autoUpdate": false,
  "extensions.autoCheckUpdates": false,
  "extensions.ignoreRecommendations": true,
  "telemetry.telemetryLevel": "off",
  "workbench.enableExperiments": false,
  "git.enabled": false,
  "chat.disableAIFeatures": true,
  "editor.wordBasedSuggestions": "off",
  "workspaceMlm.suggestions.timeLimit": 60_000,
};

/** For tests: what moves is drawn by the processor, which they share. */
export const STILL_SETTINGS = { "workbench.reduceMotion": "on" };

const START_LIMIT_MS = waitMs;
const STOP_LIMIT_MS = 5_000;

export async function startServer(
  installation: ServerInstallation,
  options: ServerOptions = {},
): Promise<Server> {
  const data = options.dataFolder ?? fs.mkdtempSync(path.join(os.tmpdir(), "vscode-server-"));
  writeUserFile(data, "settings.json", { ...QUIET_SETTINGS, ...options.settings });
  if (options.keys !== undefined) writeUserFile(data, "keybindings.json", options.keys);
  const [program, ...args] = serverCommand(installation, data, options);
  const child = spawn(program, args, {
    detached: true, // its own process group, which `stop` ends whole
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, EXTENSIONS_GALLERY: '{"serviceUrl":""}', ...options.environment },
  });
  const stop = async (): Promise<void> => {
    await endGroup(child);
    if (options.dataFolder === undefined) fs.rmSync(data, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    return { authority: `127.0.0.1:${await listeningPort(child, options.onLine ?? (() => {}))}`, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function writeUserFile(data: string, name: string, content: object): void {
  const folder = path.join(data, "data/User");
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, name), JSON.stringify(content, null, 2));
}

function serverCommand(
  installation: ServerInstallation,
  data: string,
  options: ServerOptions,
): [string, ...string[]] {
  const drop = options.withoutPrivileges && process.getuid?.() === 0 && findProgram(["setpriv"]);
  const command = [installation.node, ...serverArguments(installation, data, options)] as const;
  return drop ? [drop, "--bounding-set", "-dac_override,-dac_read_search", ...command] : [...command];
}

function serverArguments(installation: ServerInstallation, data: string, options: ServerOptions): string[] {
  return [
    installation.serverMain,
    ...["--host", "127.0.0.1", "--port", "0", "--without-connection-token"],
    ...["--accept-server-license-terms", "--telemetry-level", "off", "--log", "info"],
    ...[
      "--server-data-dir",
      data,
      "--extensions-dir",
      options.extensionsFolder ?? path.join(data, "extensions"),
    ],
    ...(options.untrusted ? [] : ["--disable-workspace-trust"]),
    ...(options.developmentMode ? ["--enable-smoke-test-driver"] : []),
  ];
}

function listeningPort(child: ChildProcess, onLine: (line: string) => void): Promise<number> {
  return new Promise((resolve, reject) => {
    let output = "";
    const timer = setTimeout(
      () => reject(new Error(`VS Code server did not start\n${output}`)),
      START_LIMIT_MS,
    );
    const onData = (chunk: Buffer): void => {
      for (const line of String(chunk).split("\n")) if (line !== "") onLine(line);
      if (output.length < 100_000) output += chunk;
      const port = /Web UI available at \S+:(\d+)/.exec(output)?.[1];
      if (port === undefined) return;
      clearTimeout(timer);
      resolve(Number(port));
    };
    child.stdout?.on("data", onData);
    child.stderr?.on("data", onData);
    child.once("exit", (code) => {
      clearTimeout(timer);
      reject(new Error(`VS Code server exited with ${code}\n${output}`));
    });
  });
}

async function endGroup(child: ChildProcess): Promise<void> {
  const alive = child.exitCode === null && child.signalCode === null;
  const exited = alive ? new Promise((resolve) => child.once("exit", resolve)) : Promise.resolve();
  signalGroup(child, "SIGTERM");
  await Promise.race([exited, new Promise((resolve) => setTimeout(resolve, STOP_LIMIT_MS))]);
  signalGroup(child, "SIGKILL");
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  try {
    process.kill(-child.pid!, signal);
  } catch {
    // the group is gone
  }
}

/** Installs a .vsix the way a person does, into its own extensions folder. */
export function installVsix(installation: ServerInstallation, vsix: string, extensionsFolder: string): void {
  const data = fs.mkdtempSync(path.join(os.tmpdir(), "vscode-install-"));
  const folders = ["--server-data-dir", data, "--extensions-dir", extensionsFolder];
  try {
    execFileSync(
      installation.node,
      [installation.serverMain, "--accept-server-license-terms", ...folders, "--install-extension", vsix],
      { stdio: "pipe", timeout: 2 * waitMs },
    );
  } finally {
    fs.rmSync(data, { recursive: true, force: true });
  }
}

/** The uri under which the workbench of `server` knows a file of this machine. */
export function remoteUri(server: Server, file: string): string {
  return `vscode-remote://${server.authority}${file}`;
}
