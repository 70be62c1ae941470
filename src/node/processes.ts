import { readFileSync } from "node:fs";
import { errorCode } from "./ioFault";

/** Of a process that has ended, though its parent has not taken note. */
export const DEAD = "dead";

/** Whether a process has this id now; it may be another one than the id was once noted for. */
export function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return errorCode(error) === "EPERM";
  }
}

/**
 * On Linux the boot and the clock tick at which a process began, or `DEAD`; with the id it names a process for good.
 * Elsewhere, and where it cannot be determined, undefined.
 */
export function beginningOf(processId: number): string | undefined {
  if (process.platform !== "linux") return undefined;
  try {
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8");
    const status = readFileSync(`/proc/${processId}/stat`, "utf8");
    const fields = status.slice(status.lastIndexOf(")") + 2).split(" ");
    const [state, ticks] = [fields[0], fields[19]];
    return state === "Z" || state === "X" ? DEAD : `${boot.trim()} ${ticks}`;
  } catch {
    return undefined;
  }
}
