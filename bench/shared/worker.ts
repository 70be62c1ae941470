import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { RunReport } from "./serve";

export interface WorkerCommand {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** One side of a comparison in a process of its own, idle between runs. */
export interface Worker {
  readonly name: string;
  run(count: number): Promise<RunReport>;
  /** Ends the process by ending its input. */
  end(): void;
}

/** Starts a worker and waits until it is ready. Rejects with one sentence when it ends before that. */
export async function startWorker({ name, command, args, env }: WorkerCommand): Promise<Worker> {
  const child = spawn(command, args, {
    stdio: ["pipe", "pipe", "inherit"],
    env: { ...process.env, ...env },
  });
  const failed = new Promise<never>((_resolve, reject) => {
    child.on("error", (error) => reject(new Error(`Cannot run ${command} for ${name}: ${error.message}.`)));
    child.on("exit", (code) => reject(new Error(`${name} ended early (exit code ${code}).`)));
  });
  failed.catch(() => undefined);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const answer = async () => {
    const { value, done } = await Promise.race([lines.next(), failed]);
    return done ? await failed : JSON.parse(value);
  };
  await answer();
  return {
    name,
    run(count) {
      child.stdin.write(`run ${count}\n`);
      return answer();
    },
    end: () => child.stdin.end(),
  };
}
