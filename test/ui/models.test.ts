// What a person is asked and told about models, in the real workbench.
import * as fs from "node:fs";
import * as path from "node:path";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { runCommand } from "../harness/workbenchControls";
import {
  askToTrain,
  button,
  dialog,
  dialogButton,
  expectButtons,
  expectDialogButtons,
  expectText,
  quickInput,
  quickInputTitle,
  rows,
  takeFolder,
  toast,
} from "./controls";
import { all, imported, SMALL_MODEL, trained } from "./earlier";
import { type Room, uiTest } from "./room";
import { editorText, screenshots } from "./window";

const shot = screenshots("ui-models");
const test = uiTest(shot);

async function manageModels(page: Page): Promise<void> {
  await runCommand(page, "Workspace MLM: Manage Models");
  await rows(page).filter({ hasText: "Compare Models on This Workspace" }).waitFor();
}

/** Opens Manage Models anew for each look, until what is found there is as wanted. */
function pollModels<T>(page: Page, look: () => Promise<T>) {
  return expect.poll(async () => {
    await manageModels(page);
    const found = await look();
    await page.keyboard.press("Escape");
    return found;
  });
}

const rowInUse = (page: Page) => rows(page).filter({ hasText: "in use" });
const modelInUse = (page: Page) => rowInUse(page).textContent();
const countOf = (page: Page, name: string) => rows(page).filter({ hasText: name }).count();

test("a model is renamed, under the name that it then has in the list", async ({ open }) => {
  const { page } = await open({ earlier: trained("First", "Second") });
  await manageModels(page);
  const row = rows(page).filter({ hasText: "First" });
  await row.hover();
  await row.locator("[aria-label^='Rename']").click();
  await quickInputTitle(page, "Name of the model").waitFor();
  await quickInput(page).fill("Second thoughts");
  await shot(page, "rename");
  await page.keyboard.press("Enter");
  await pollModels(page, () => countOf(page, "Second thoughts")).toBe(1);
});

test("a choice puts a model into use and says so, the base model too", async ({ open }) => {
  const { page } = await open({ earlier: trained("First", "Second") });
  await manageModels(page);
  await expectText(rowInUse(page)).toContain("Second");
  await shot(page, "manage");
  await rows(page).filter({ hasText: "First" }).click();
  await toast(page, "In use now: First.").waitFor();
  await pollModels(page, () => modelInUse(page)).toContain("First");
  await manageModels(page);
  await rows(page).filter({ hasText: "comes with the extension" }).click();
  await toast(page, "In use now: the base model.").waitFor();
  await shot(page, "base-in-use");
  await pollModels(page, () => modelInUse(page)).toContain("Base Model");
});

/** Opens Manage Models with the process held that reads them; anew where it has answered before it was seen. */
async function openHeldList({ page, processes }: Room): Promise<number> {
  const filled = rows(page).filter({ hasText: "Compare Models on This Workspace" });
  for (let attempt = 0; attempt < 10; attempt++) {
    await expect.poll(() => processes("models")).toEqual([]);
    const ended = new AbortController();
    const held = holdFirst(() => processes("models"), ended.signal);
    await runCommand(page, "Workspace MLM: Manage Models");
    const reader = await Promise.race([held, filled.waitFor().then(() => undefined)]);
    ended.abort();
    await page.waitForTimeout(500); // an answer that was under way is there by then
    if (reader !== undefined && (await filled.count()) === 0) return reader;
    if (reader !== undefined) process.kill(reader, "SIGCONT");
    await page.keyboard.press("Escape");
  }
  throw new Error("The models were always read before their reader could be held.");
}

/** Stops the first process that is there, and resolves with its id. */
function holdFirst(processes: () => number[], signal: AbortSignal): Promise<number | undefined> {
  return new Promise((resolve) => {
    const look = setInterval(() => {
      const [first] = processes();
      const isHeld = first !== undefined && hold(first);
      if (!isHeld && !signal.aborted) return;
      clearInterval(look);
      resolve(isHeld ? first : undefined);
    }, 5);
  });
}

function hold(id: number): boolean {
  try {
    return process.kill(id, "SIGSTOP");
  } catch {
    return false; // it has ended meanwhile
  }
}

test("the list opens at once, and is filled when the models are read", async ({ open }) => {
  const room = await open({ earlier: trained("Mine") });
  const { page } = room;
  await manageModels(page); // the extension is awake
  await page.keyboard.press("Escape");
  const reader = await openHeldList(room);
  await quickInputTitle(page, "Models of This Workspace").waitFor();
  expect(await rows(page).count()).toBe(0);
  await page
    .locator(".quick-input-progress .monaco-progress-container.active, .quick-input-progress.active")
    .first()
    .waitFor();
  await shot(page, "busy");
  process.kill(reader, "SIGCONT");
  await rows(page).filter({ hasText: "Mine" }).waitFor();
});

test("models are compared in a table", async ({ open }) => {
  const { page } = await open({ earlier: trained("First", "Second") });
  await manageModels(page);
  await rows(page).filter({ hasText: "Compare Models on This Workspace" }).click();
  const tab = page.locator(".tab", { hasText: "Models of This Workspace.md" });
  await tab.waitFor();
  await expect
    .poll(() => editorText(page))
    .toMatch(/\| model +\| the right word first +\| among five +\| hidden words +\| files +\|/);
  await expect
    .poll(() => editorText(page))
    .toMatch(/\| Second \(in use\) +\| \d+\.\d\s% +\| \d+\.\d\s% +\| \d+ +\| \d+ +\|/);
  await expect
    .poll(() => tab.getAttribute("class"), { message: "there is nothing to save" })
    .not.toContain("dirty");
  await shot(page, "comparison");
});

test("an import says how good the model is here, and offers to use it", async ({ open, house }) => {
  const folder = path.join(house.base, "model-from-elsewhere");
  fs.cpSync(SMALL_MODEL, folder, { recursive: true });
  const { page } = await open();
  await runCommand(page, "Workspace MLM: Import Model");
  await quickInputTitle(page, "Choose a model folder").waitFor();
  await expect.poll(() => quickInput(page).inputValue()).toMatch(/\/lighthouse\/$/); // the editor's own proposal comes late
  await takeFolder(page, folder, "Import");
  const told = toast(
    page,
    /is imported: the right word first \d+\.\d\s%, among five \d+\.\d\s%, of \d+ words in (one file|\d+ files)\./,
  );
  await told.waitFor();
  await shot(page, "imported");
  await button(told, "Use It").click();
  await toast(page, "In use now: model-from-elsewhere.").waitFor();
  await pollModels(page, () => modelInUse(page)).toContain("imported");
});

test("a model is deleted after a question that names it", async ({ open }) => {
  const { page } = await open({ earlier: trained("First", "Second") });
  await manageModels(page);
  const row = rows(page).filter({ hasText: "First" });
  await row.hover();
  await row.locator("[aria-label^='Delete']").click();
  await dialog(page).waitFor();
  await expectText(dialog(page)).toContain("Delete the model First?");
  await shot(page, "delete");
  await dialogButton(page, "Delete").click();
  await pollModels(page, () => countOf(page, "First")).toBe(0);
});

test("all models are deleted after a question that names them, imported ones apart", async ({ open }) => {
  const { page, storage } = await open({ earlier: all(trained("First", "Second"), imported("Theirs")) });
  await runCommand(page, "Workspace MLM: Delete All Models...");
  await dialog(page).waitFor();
  for (const part of [
    "Delete all 3 models of this workspace?",
    "Trained here (2): Second, First.",
    "Imported (1): Theirs.",
  ])
    await expectText(dialog(page)).toContain(part);
  await expectDialogButtons(page).toEqual(["Cancel", "Delete"]);
  await shot(page, "delete-all");
  await dialogButton(page, "Cancel").click();
  expect(fs.readdirSync(path.join(storage, "models"))).toHaveLength(3);
  await runCommand(page, "Workspace MLM: Delete All Models...");
  await dialogButton(page, "Delete").click();
  await toast(page, "In use now: the base model.").waitFor();
  expect(fs.readdirSync(path.join(storage, "models"))).toEqual([]);
});

test("models of the hub are listed with licence, size and what they cost here, and others go by name", async ({
  open,
}) => {
  const { page } = await open({});
  await runCommand(page, "Workspace MLM: Use Base Model");
  const ettin = rows(page).filter({ hasText: "jhu-clsp/ettin-encoder-17m" });
  await expectText(ettin).toMatch(/MIT · 68 MB.*Here a step takes .* m?s, a fill .* m?s\./s);
  await shot(page, "base-models");
  await quickInput(page).fill("Another Model");
  await rows(page).filter({ hasText: "Another Model on Hugging Face" }).click();
  await quickInputTitle(page, "Repository on Hugging Face").waitFor();
});

test("another base model is to train from only, or to fill with too", async ({ open }) => {
  const { page, folder } = await open({ earlier: trained("Mine") });
  fs.cpSync(SMALL_MODEL, path.join(folder, "team-model"), { recursive: true });
  for (const [choice, told] of [
    ["Train from It Next", "The next training starts from the base model team-model; Mine goes on filling."],
    ["Fill with It Now, and Train from It Next", "In use now: the base model team-model."],
  ] as const) {
    await runCommand(page, "Workspace MLM: Use Base Model");
    await rows(page).filter({ hasText: "A Folder on This Machine" }).click();
    await quickInputTitle(page, "Choose a model folder").waitFor();
    await expect.poll(() => quickInput(page).inputValue()).toMatch(/\/lighthouse\/$/);
    await takeFolder(page, `${folder}/team-model`, "Use");
    const row = rows(page).filter({ hasText: "goes on filling until then" });
    await row.waitFor();
    await shot(page, `base-model-${choice.length}`);
    await rows(page).getByText(choice, { exact: true }).click();
    await toast(page, told).waitFor();
  }
  await pollModels(page, () => modelInUse(page)).toContain("team-model");
});

test("a model that the repository holds is the one to start from, and is not read as text", async ({
  open,
}) => {
  const { page } = await open({
    settings: { "workspaceMlm.training.fromScratch": false, "workspaceMlm.model": "team-model" },
    earlier: async (storage) => {
      const folder = path.join(storage, "../../lighthouse/team-model");
      fs.cpSync(SMALL_MODEL, folder, { recursive: true });
    },
  });
  await manageModels(page);
  await expectText(rowInUse(page)).toContain("team-model");
  await page.keyboard.press("Escape");
  await askToTrain(page);
  await expectText(dialog(page)).toContain("Files to read: 6 ");
  await dialogButton(page, "Cancel").click();
});

test("where another folder is to keep the models, those that are there are moved when asked to", async ({
  open,
}) => {
  const { page, folder, storage } = await open({ earlier: trained("Mine") });
  await manageModels(page); // where the models lie is known
  await page.keyboard.press("Escape");
  const file = path.join(folder, ".vscode", "settings.json");
  const settings = JSON.parse(fs.readFileSync(file, "utf8"));
  const elsewhere = path.join(folder, "..", "elsewhere");
  fs.writeFileSync(file, JSON.stringify({ ...settings, "workspaceMlm.modelsFolder": elsewhere }));
  const told = toast(page, `The models of this workspace lie in ${storage}. Move them to ${elsewhere}`);
  await told.waitFor();
  await shot(page, "move");
  await button(told, "Move Models").click();
  await toast(page, "In use now: Mine.").waitFor();
  expect(fs.readdirSync(path.join(elsewhere, path.basename(storage), "models"))).toHaveLength(1);
  expect(fs.readdirSync(storage)).not.toContain("models");
});

test("an export is proposed outside the repository, and the way to it works in a browser", async ({
  open,
  house,
}) => {
  const { page } = await open({ earlier: trained("Mine") });
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await runCommand(page, "Workspace MLM: Export Model");
  await quickInputTitle(page, "Choose the folder to write").waitFor();
  await expect.poll(() => quickInput(page).inputValue()).toMatch(/^\/.*\/$/);
  expect(await quickInput(page).inputValue()).not.toContain("lighthouse");
  await shot(page, "export");
  await takeFolder(page, house.base, "Export Here");
  await quickInputTitle(page, "Name of the new folder").waitFor();
  await quickInput(page).fill("exported");
  await page.keyboard.press("Enter");
  const folder = path.join(house.base, "exported");
  const told = toast(page, `The model is in ${folder}.`);
  await told.waitFor();
  await shot(page, "exported");
  await expectButtons(told).toEqual(["Open in New Window", "Copy Path"]);
  await button(told, "Copy Path").click();
  await expect.poll(() => page.evaluate("navigator.clipboard.readText()")).toBe(folder);
});
