import { expect, test } from "vitest";
import { userCacheFolder } from "../../../src/node/userCacheFolder";

test.each<[NodeJS.Platform, string, Record<string, string>, string]>([
  ["linux", "/home/a", {}, "/home/a/.cache/workspace-mlm"],
  ["freebsd", "/home/a", {}, "/home/a/.cache/workspace-mlm"],
  ["linux", "/home/a", { XDG_CACHE_HOME: "/var/c" }, "/var/c/workspace-mlm"],
  ["linux", "/home/a", { XDG_CACHE_HOME: "relative" }, "/home/a/.cache/workspace-mlm"],
  ["linux", "/home/a", { XDG_CACHE_HOME: "" }, "/home/a/.cache/workspace-mlm"],
  ["darwin", "/Users/a", {}, "/Users/a/Library/Caches/workspace-mlm"],
  ["darwin", "/Users/a", { XDG_CACHE_HOME: "/var/c" }, "/var/c/workspace-mlm"],
  ["win32", "C:\\Users\\a", { LOCALAPPDATA: "D:\\Local" }, "D:\\Local\\workspace-mlm\\Cache"],
  ["win32", "C:\\Users\\a", {}, "C:\\Users\\a\\AppData\\Local\\workspace-mlm\\Cache"],
])("%s, home %s, %j: %s", (platform, home, environment, folder) => {
  expect(userCacheFolder({ platform, home, environment })).toBe(folder);
});
