import { execFileSync } from "node:child_process";
import { mkdirSync, rmdirSync } from "node:fs";

/** A file system of its own, in memory. */
export interface Disk {
  readonly path: string;
  /** For example "512k". */
  resize(size: string): void;
  makeReadOnly(): void;
}

/** Whether this process may mount one. */
export function canMount(path: string): boolean {
  try {
    mount(path, "64k");
    unmount(path);
    return true;
  } catch {
    return false;
  }
}

/** Mounts a disk for as long as `use` runs. */
export async function withDisk<T>(path: string, size: string, use: (disk: Disk) => Promise<T>): Promise<T> {
  mount(path, size);
  const remount = (options: string) => execFileSync("mount", ["-o", `remount,${options}`, path]);
  try {
    return await use({
      path,
      resize: (to) => remount(`size=${to}`),
      makeReadOnly: () => remount("ro"),
    });
  } finally {
    unmount(path);
  }
}

function mount(path: string, size: string): void {
  mkdirSync(path, { recursive: true });
  execFileSync("mount", ["-t", "tmpfs", "-o", `size=${size}`, "tmpfs", path], { stdio: "ignore" });
}

function unmount(path: string): void {
  execFileSync("umount", [path]);
  rmdirSync(path);
}
