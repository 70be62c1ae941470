// The view of what training reads, and the setting that a fault opens.
import * as fs from "node:fs";
import * as path from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Workbench } from "../harness/workbench";
import { runCommand } from "../harness/workbenchControls";
import { expectCount, expectText } from "./controls";
import { type Lighthouse, openLighthouse, screenshots } from "./window";

let lighthouse: Lighthouse;
let workbench: Workbench;
let page: Page;
const takeShot = screenshots("corpus");
const shot = (name: string) => takeShot(page, name);
const settingsFile = () => path.join(lighthouse.folder, ".vscode/settings.json");
const ignoreFile = () => path.join(lighthouse.folder, ".mlmignore");
const view = () =>
  page.locator(".pane", { has: page.locator(".pane-header", { hasText: "Training Corpus" }) });
const row = (name: string) => view().locator(".monaco-list-row", { hasText: name });
const toast = (text: string | RegExp) => page.locator(".notification-toast", { hasText: text });

beforeAll(async () => {
  lighthouse = await openLighthouse({});
  for (const name of ["gail", "hugo"]) {
    const file = path.join(lighthouse.folder, "crew", `${name}.md`);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(
      file,
      `The keeper ${name} lights the lamp of the harbour every evening, says ${name} to the gull.\n`,
    );
  }
  fs.mkdirSync(path.dirname(settingsFile()));
  fs.writeFileSync(settingsFile(), JSON.stringify({ "workspaceMlm.training.epochs": "many" }));
  workbench = await lighthouse.open(path.join(lighthouse.folder, "anna.md"));
  page = workbench.page;
  await page.locator(".tab", { hasText: "anna.md" }).waitFor();
  await page.locator(".pane-header", { hasText: "lighthouse" }).click(); // makes room for ours
});

afterAll(async () => {
  await shot("end").catch(() => {});
  await workbench?.browser.close();
  await lighthouse?.close();
});

test("a setting with a wrong value is named, and its button opens that setting", async () => {
  await runCommand(page, "Workspace MLM: Train MLM on Workspace");
  const told = toast(
    'The setting workspaceMlm.training.epochs must be "auto" or a whole number from 1 to 10,000',
  );
  await told.locator(".monaco-button", { hasText: "Open Settings" }).click();
  const shown = page.locator(".settings-editor .setting-item-contents:visible", { hasText: "Epochs" });
  await shown.waitFor();
  await expectCount(page.locator(".settings-editor .setting-item-contents:visible")).toBe(1);
  await shot("1-setting");
  await page.keyboard.press("Escape");
  await shown.waitFor({ state: "detached" });
  fs.rmSync(path.dirname(settingsFile()), { recursive: true });
});

test("the corpus is shown with the number of files in each folder", async () => {
  const show = async (): Promise<number> => {
    await runCommand(page, "Workspace MLM: Show Training Corpus");
    return row("Read").count();
  };
  await expect.poll(show, { interval: 2_000 }).toBe(1); // the editor notices soon that the wrong setting is gone
  await row("Read").locator(".monaco-tl-twistie").click();
  await row("crew").waitFor();
  await expectText(row("crew")).toContain("2");
  await row("crew").locator(".monaco-tl-twistie").click();
  await row("gail.md").waitFor();
  await shot("2-corpus");
});

test("a row is excluded by its button, which writes .mlmignore, and Undo takes that back", async () => {
  await row("gail.md").hover();
  await row("gail.md").locator(".action-label[aria-label*='Exclude from Training']").click();
  await toast("Training leaves out gail.md from now on").waitFor();
  expect(fs.readFileSync(ignoreFile(), "utf8")).toBe("/crew/gail.md\n");
  await row("ignored by an ignore file").waitFor();
  await shot("3-excluded");
  await toast("Training leaves out gail.md").locator(".monaco-button", { hasText: "Undo" }).click();
  await row("ignored by an ignore file").waitFor({ state: "detached" });
  expect(fs.existsSync(ignoreFile())).toBe(false);
});

test("the view refreshes, and collapses all", async () => {
  fs.writeFileSync(ignoreFile(), "/anna.md\n");
  await view().locator(".pane-header").hover();
  await view().locator(".action-label[aria-label*='Refresh Training Corpus']").click();
  await row("ignored by an ignore file").waitFor();
  await view().locator(".pane-header").hover();
  await view().locator(".action-label[aria-label*='Collapse']").click();
  await row("crew").waitFor({ state: "detached" });
  await row("Read").waitFor();
  await shot("4-collapsed");
});
