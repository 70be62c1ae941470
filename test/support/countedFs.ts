// Stands in for node:fs/promises in a process that is to be killed at its n-th change of the file system.
import * as fs from "node:fs/promises";

export * from "node:fs/promises";

const dieAt = Number(process.argv[3]);
const counted = { calls: 0 };

/** Before a change: the process dies here, without any of its handlers, when its turn has come. */
function change(): void {
  counted.calls++;
  if (counted.calls === dieAt) process.kill(process.pid, "SIGKILL");
}

export const calls = (): number => counted.calls;

const before =
  <A extends unknown[], R>(act: (...parameters: A) => Promise<R>) =>
  (...parameters: A): Promise<R> => {
    change();
    return act(...parameters);
  };

export const rename = before(fs.rename);
export const rm = before(fs.rm);
export const mkdir = before(fs.mkdir);
export const link = before(fs.link);
export const unlink = before(fs.unlink);
export const writeFile = before(fs.writeFile);

/** Writes in two halves, so that a death between them leaves a torn file. */
export async function open(...parameters: Parameters<typeof fs.open>): Promise<fs.FileHandle> {
  const writes = typeof parameters[1] === "string" && parameters[1] !== "r";
  if (writes) change();
  const handle = await fs.open(...parameters);
  const [write, sync] = [handle.writeFile.bind(handle), handle.sync.bind(handle)];
  handle.sync = before(sync);
  handle.writeFile = async (data) => {
    const bytes = data as Uint8Array;
    const half = bytes.byteLength >> 1;
    await write(bytes.subarray(0, half));
    change();
    await write(bytes.subarray(half));
  };
  return handle;
}
