import { expect, test } from "vitest";
import { folderOutside } from "../../../src/extension/models/outside";

test.each([
  ["a project in the home folder", ["/home/ada/app"], "/home/ada"],
  ["a project elsewhere", ["/srv/app"], "/home/ada"],
  ["the home folder itself", ["/home/ada"], "/home"],
  ["what holds the home folder", ["/home"], "/"],
  ["a name that begins alike", ["/home/ad"], "/home/ada"],
  ["nested folders", ["/home/ada", "/home"], "/"],
  ["the whole disk", ["/"], "/home/ada"],
  ["no folder", [], "/home/ada"],
])("with %s open, exports are proposed outside", (_name, roots, folder) => {
  expect(folderOutside(roots, "/home/ada")).toBe(folder);
});
