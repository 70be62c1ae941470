import { homedir } from "node:os";
import { posix, win32 } from "node:path";

/** What decides where a user's caches are. */
export interface UserPlace {
  readonly platform: NodeJS.Platform;
  readonly home: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/**
 * This program's folder among the user's caches: below `XDG_CACHE_HOME` where that is set (XDG Base Directory
 * Specification 0.8: a relative one is ignored), else where the platform keeps them.
 */
export function userCacheFolder(
  { platform, home, environment }: UserPlace = {
    platform: process.platform,
    home: homedir(),
    environment: process.env,
  },
): string {
  const { join, isAbsolute } = platform === "win32" ? win32 : posix;
  const { XDG_CACHE_HOME: xdg = "", LOCALAPPDATA: local = "" } = environment;
  if (isAbsolute(xdg)) return join(xdg, "workspace-mlm");
  if (platform === "darwin") return join(home, "Library", "Caches", "workspace-mlm");
  if (platform !== "win32") return join(home, ".cache", "workspace-mlm");
  return join(isAbsolute(local) ? local : join(home, "AppData", "Local"), "workspace-mlm", "Cache");
}
