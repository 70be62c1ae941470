import { getPriority, setPriority } from "node:os";

/**
 * Lets what a person does go first, at one of the `priority` constants of `node:os`; a process that has given way more
 * already stays so. Threads that start later inherit it on Linux. Tests, which wait for what would give way, turn it off.
 */
export function giveWay(priority: number): void {
  if (process.env["WORKSPACE_MLM_GIVE_WAY"] === "0") return;
  setPriority(Math.max(priority, getPriority()));
}
