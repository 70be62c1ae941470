import { type ChildProcess, fork } from "node:child_process";
import { ipcTransport } from "../../protocol/ipc";
import { type Connection, connect, type Handlers, type Side } from "../../protocol/rpc";
import type { Exit, Role } from "./exit";

export interface EngineOptions<Local extends Side> {
  /** Absolute path of the engine's script. */
  readonly script: string;
  readonly role: Role;
  readonly handlers: Handlers<Local>;
  /** Called with each piece that the process writes to its standard or error output. */
  readonly onOutput: (text: string) => void;
  /** Called once when the process ends without having been asked to. */
  readonly onCrash: (exit: Exit) => void;
}

/** A running engine process. */
export interface Engine<Remote extends Side> {
  readonly connection: Connection<Remote>;
  readonly pid: number | undefined;
  /** Lets the process save and end by itself; after `graceMs`, or at once for 0, it is killed. Resolves when it is gone. */
  end(graceMs: number): Promise<void>;
}

const ERROR_OUTPUT_KEPT = 8_192;

export function startEngine<Local extends Side, Remote extends Side>(
  options: EngineOptions<Local>,
): Engine<Remote> {
  const child = fork(options.script, [options.role], {
    execArgv: [], // an editor under a debugger would hand its own port on
    env: engineEnvironment(process.env),
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  const connection = connect<Local, Remote>(ipcTransport(child), options.handlers);
  const errorOutput = keepErrorOutput(child, options.onOutput);
  let ending = false;
  const gone = ended(child, options.onOutput).then((exit) => {
    connection.close("The process ended.");
    if (!ending) options.onCrash({ ...exit, errorOutput: errorOutput() });
  });
  const end = async (graceMs: number): Promise<void> => {
    ending ||= child.connected; // one that has hung up by itself crashed, also where its callers notice that first
    connection.close("The process was told to end.");
    if (child.connected && graceMs > 0) child.disconnect();
    const timer = setTimeout(() => child.kill("SIGKILL"), graceMs);
    await gone;
    clearTimeout(timer);
  };
  return { connection, pid: child.pid, end };
}

/**
 * Resolves when the process is gone and its error output is read to the end. The event `close` would say so, but does not
 * come after a `disconnect` of our own.
 */
function ended(
  child: ChildProcess,
  onOutput: (text: string) => void,
): Promise<Pick<Exit, "code" | "signal">> {
  const exited = new Promise<Pick<Exit, "code" | "signal">>((resolve) => {
    child.once("exit", (code, signal) => resolve({ code, signal }));
    child.once("error", (error) => {
      onOutput(`${error.message}\n`);
      if (child.pid === undefined) resolve({ code: null, signal: null }); // it never started
    });
  });
  const drained = new Promise<void>((resolve) => child.stderr?.once("close", resolve));
  return Promise.all([exited, drained]).then(([exit]) => exit);
}

/** VS Code's own executable runs as Node; a debugger's or the editor's own variables are not for the engine. */
export function engineEnvironment(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const entries = Object.entries(environment).filter(
    ([name]) => !/^(VSCODE_|NODE_OPTIONS$|ELECTRON_)/.test(name),
  );
  return { ...Object.fromEntries(entries), ELECTRON_RUN_AS_NODE: "1" };
}

function keepErrorOutput(child: ChildProcess, onOutput: (text: string) => void): () => string {
  let kept = "";
  child.stdout?.setEncoding("utf8").on("data", onOutput);
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    kept = (kept + text).slice(-ERROR_OUTPUT_KEPT);
    onOutput(text);
  });
  return () => kept;
}
