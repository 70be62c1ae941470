import { stat } from "node:fs/promises";
import { restoreFolder } from "./atomicFiles";
import { errorCode, ioFault } from "./ioFault";

/**
 * Reads several files of a folder as they stood together: if the folder was replaced meanwhile, its files are read
 * again, at most `attempts` times in all.
 */
export async function readSteadyFolder<T>(folder: string, read: () => Promise<T>, attempts = 5): Promise<T> {
  await restoreFolder(folder);
  const before = await identity(folder);
  const [outcome] = await Promise.allSettled([read()]);
  if (attempts > 1 && (await identity(folder)) !== before)
    return readSteadyFolder(folder, read, attempts - 1);
  if (outcome.status === "rejected") throw outcome.reason;
  return outcome.value;
}

async function identity(folder: string): Promise<string | undefined> {
  try {
    const { ino, mtimeNs } = await stat(folder, { bigint: true });
    return `${ino} ${mtimeNs}`;
  } catch (error) {
    if (errorCode(error) === "ENOENT") return undefined;
    throw ioFault("read", folder, error);
  }
}
