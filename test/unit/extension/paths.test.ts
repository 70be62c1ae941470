import { expect, test } from "vitest";
import { SETTINGS } from "../../../src/extension/ids";
import { isContainer, modelsFolder } from "../../../src/extension/models/modelsFolder";
import { settingPath } from "../../../src/extension/paths";

const FOLDERS = [
  { name: "app", path: "/code/app" },
  { name: "docs", path: "/code/docs" },
];

const resolved = (value: string, folders = FOLDERS) =>
  settingPath(SETTINGS.model, value, folders, "/home/ada");

test.each([
  ["/models/one", "/models/one"],
  ["/models/../one/", "/one/"],
  ["models/one", "/code/app/models/one"],
  ["../shared/one", "/code/shared/one"],
  ["~", "/home/ada"],
  ["~/one", "/home/ada/one"],
  ["~other/one", "/code/app/~other/one"],
  [`\${workspaceFolder}/one`, "/code/app/one"],
  [`\${workspaceFolder:docs}/one`, "/code/docs/one"],
])("%s is %s", (value, path) => {
  expect(resolved(value)).toBe(path);
});

test.each([
  ["models/one", "needs an open folder"],
  [`\${workspaceFolder}/one`, "needs an open folder"],
  [`\${workspaceFolder:docs}/one`, "needs a workspace folder named docs"],
])("%s in a window without a folder is refused", (value, reason) => {
  expect(() => resolved(value, [])).toThrow(
    `The setting workspaceMlm.model ${reason}, but there is none; it is "${value}".`,
  );
});

test("an absolute path needs no folder", () => {
  expect(resolved("/models/one", [])).toBe("/models/one");
});

test("each workspace has its own folder for models, with its name", () => {
  const folder = (name: string, ...places: string[]) => modelsFolder("/models", { name, places });
  expect(folder("app", "/code/app")).toMatch(/^\/models\/app-[0-9a-f]{8}$/);
  expect(folder("app", "/code/app")).toBe(folder("app", "/code/app"));
  expect(folder("app", "/code/app")).not.toBe(folder("app", "/other/app"));
  expect(folder("a/b: Übung", "/x")).toMatch(/^\/models\/a-b-Übung-[0-9a-f]{8}$/);
});

test.each([
  [undefined, false],
  ["wsl", false],
  ["ssh-remote", false],
  ["dev-container", true],
  ["attached-container", true],
  ["codespaces", true],
])("the storage of a window on %s goes with a container: %s", (remoteName, isLost) => {
  expect(isContainer(remoteName)).toBe(isLost);
});
