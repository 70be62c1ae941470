// What a person is asked and told about training and models, in the real workbench.
import * as fs from "node:fs";
import * as path from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Workbench } from "../harness/workbench";
import {
  editorText,
  type Lighthouse,
  openLighthouse,
  processesOf,
  runCommand,
  screenshots,
  statusBar,
} from "./window";

const SETTINGS = {
  "workspaceMlm.training.fromScratch": true,
  "workspaceMlm.training.size": "tiny",
  "workspaceMlm.training.epochs": 10,
  "workspaceMlm.training.patience": 0,
  "workspaceMlm.training.learningRate": 0.002,
  "workspaceMlm.training.batchSize": 8,
  "workspaceMlm.training.sequenceLength": 32,
  "files.simpleDialog.enable": true,
};

let lighthouse: Lighthouse;
let workbench: Workbench;
let page: Page;
const takeShot = screenshots("ui-models");

beforeAll(async () => {
  lighthouse = await openLighthouse(SETTINGS);
  await open();
});

afterAll(async () => {
  await shot("end").catch(() => {});
  await workbench?.browser.close();
  await lighthouse?.close();
});

async function open(): Promise<void> {
  workbench = await lighthouse.open(path.join(lighthouse.folder, "anna.md"));
  page = workbench.page;
  await page.locator(".tab", { hasText: "anna.md" }).waitFor();
}

async function shot(name: string): Promise<void> {
  await page.waitForTimeout(500); // what slides in has come to rest
  await takeShot(page, name);
}

const dialog = () => page.locator(".monaco-dialog-box");
const dialogButton = (name: string) =>
  dialog().locator(".monaco-button", { hasText: new RegExp(`^${name}$`) });
/** Their order is the system's. */
const dialogButtons = async () => (await dialog().locator(".monaco-button").allTextContents()).sort();
const rows = () => page.locator(".quick-input-list .monaco-list-row");
const toast = (text: string | RegExp) => page.locator(".notification-toast", { hasText: text });
const trainers = () => processesOf(lighthouse.base, "trainer");

/** Lets the command find its extension awake. */
async function askToTrain(): Promise<void> {
  await runCommand(page, "Workspace MLM: Train MLM on Workspace");
  await dialog().waitFor();
}

async function training(): Promise<void> {
  await statusBar(page).filter({ hasText: /\d+ %/ }).waitFor();
}

/** Sets so many epochs that training takes long, and waits until the editor has noticed: the plan says so. */
async function setEndless(): Promise<void> {
  const folder = path.join(lighthouse.folder, ".vscode");
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(
    path.join(folder, "settings.json"),
    JSON.stringify({ "workspaceMlm.training.epochs": 10_000 }),
  );
  await expect
    .poll(async () => {
      await askToTrain();
      const plan = await dialog().textContent();
      await dialogButton("Cancel").click();
      await dialog().waitFor({ state: "detached" });
      await statusBar(page).waitFor({ state: "detached" });
      return plan;
    })
    .toMatch(/Estimated time: \d{2,} min/);
}

async function manageModels(): Promise<void> {
  await runCommand(page, "Workspace MLM: Manage Models");
  await rows().filter({ hasText: "Compare Models on This Workspace" }).waitFor();
}

/** Opens Manage Models anew for each look, until what is found there is as wanted. */
function pollModels<T>(look: () => Promise<T>) {
  return expect.poll(async () => {
    await manageModels();
    const found = await look();
    await page.keyboard.press("Escape");
    return found;
  });
}

const modelInUse = () => rows().filter({ hasText: "in use" }).textContent();

test("the confirmation says what is read, how long it takes and that nothing leaves, with two buttons", async () => {
  await askToTrain();
  const text = (await dialog().textContent()) ?? "";
  expect(text).toContain("Train MLM on Workspace");
  expect(text).toMatch(/Files to read: 6 \(\d+ thousand characters\)\./);
  expect(text).toMatch(/Estimated time: \d+ (s|min)\./);
  expect(text).toContain("Everything stays on this machine, and no file of yours is changed.");
  expect(await dialogButtons()).toEqual(["Cancel", "Train"]);
  await shot("1-confirmation");
  await dialogButton("Cancel").click();
  await expect.poll(trainers).toEqual([]);
});

test("two runs leave two models", async () => {
  for (const message of ["The new model finds", /stays in use|The new model finds/]) {
    await askToTrain();
    await dialogButton("Train").click();
    await toast(message).waitFor();
    await statusBar(page).waitFor({ state: "detached" });
    await runCommand(page, "Notifications: Clear All Notifications");
  }
  await manageModels();
  expect(await rows().filter({ hasText: "trained here" }).count()).toBe(2);
  expect(await rows().filter({ hasText: "in use" }).count()).toBe(1);
  await shot("2-models");
  await page.keyboard.press("Escape");
});

test("a model is renamed, under the name that it then has in the list", async () => {
  await manageModels();
  const row = rows().filter({ hasText: "trained here", hasNotText: "in use" });
  await row.hover();
  await row.locator("[aria-label^='Rename']").click();
  const input = page.locator(".quick-input-widget input.input");
  await page.locator(".quick-input-title", { hasText: "Name of the model" }).waitFor();
  await input.fill("Second thoughts");
  await shot("3-rename");
  await page.keyboard.press("Enter");
  await pollModels(() => rows().filter({ hasText: "Second thoughts" }).count()).toBe(1);
});

test("a choice puts the model into use", async () => {
  await manageModels();
  await rows().filter({ hasText: "Second thoughts" }).click();
  await pollModels(modelInUse).toContain("Second thoughts");
});

test("models are compared in a table", async () => {
  await manageModels();
  await rows().filter({ hasText: "Compare Models on This Workspace" }).click();
  const tab = page.locator(".tab", { hasText: "Models of This Workspace.md" });
  await tab.waitFor();
  await expect
    .poll(() => editorText(page))
    .toMatch(/\| model +\| loss +\| first guess +\| first five +\| hidden words +\|/);
  expect(await editorText(page)).toMatch(
    /\| Second thoughts \(in use\) +\| \d+\.\d{3} +\| \d+\.\d % +\| \d+\.\d % +\| \d+ +\|/,
  );
  expect(await tab.getAttribute("class"), "there is nothing to save").not.toContain("dirty");
  await shot("4-comparison");
});

test("an import says how good the model is here, and offers to use it", async () => {
  const folder = path.join(lighthouse.base, "model-from-elsewhere");
  fs.cpSync("models/base", folder, { recursive: true });
  await runCommand(page, "Workspace MLM: Import Model");
  const input = page.locator(".quick-input-widget input.input");
  await page.locator(".quick-input-title", { hasText: "Choose a model folder" }).waitFor();
  await expect.poll(() => input.inputValue()).toMatch(/\/lighthouse\/$/); // the editor's own proposal comes late
  await input.fill(`${folder}/`);
  await page.locator(".quick-input-widget .monaco-button", { hasText: "Import" }).click();
  const told = toast(/is imported; it finds \d+\.\d % of the held-out words\./);
  await told.waitFor();
  await shot("5-imported");
  await told.locator(".monaco-button", { hasText: "Use It" }).click();
  await pollModels(modelInUse).toContain("imported");
});

test("a model is deleted after a question that names it", async () => {
  await manageModels();
  const row = rows().filter({ hasText: "Second thoughts" });
  await row.hover();
  await row.locator("[aria-label^='Delete']").click();
  await dialog().waitFor();
  expect(await dialog().textContent()).toContain("Delete the model Second thoughts?");
  await shot("6-delete");
  await dialogButton("Delete").click();
  await pollModels(() => rows().filter({ hasText: "Second thoughts" }).count()).toBe(0);
});

test("a second start while one runs asks, and the choice starts again", async () => {
  await setEndless();
  await askToTrain();
  await dialogButton("Train").click();
  await training();
  const [first] = trainers();
  await runCommand(page, "Workspace MLM: Train MLM on Workspace");
  const question = toast("Training is running already.");
  await question.waitFor();
  expect(await question.locator(".monaco-button").allTextContents()).toEqual([
    "Stop and Start Again",
    "Show Actions",
  ]);
  await shot("7-second-start");
  await question.locator(".monaco-button", { hasText: "Stop and Start Again" }).click();
  await dialog().waitFor();
  expect(trainers()).not.toContain(first);
  await dialogButton("Start Anew").click();
  await training();
});

test("a killed trainer is told of once, with the offer of the log", async () => {
  for (const id of trainers()) process.kill(id, "SIGKILL");
  const told = toast("Training was ended by the system, most likely for lack of memory");
  await told.waitFor();
  await page.waitForTimeout(1_000);
  expect(await page.locator(".notification-toast").count()).toBe(1);
  expect(await told.locator(".monaco-button").allTextContents()).toEqual(["Show Log"]);
  expect(trainers()).toEqual([]);
  await shot("8-crash");
  await told.locator(".monaco-button", { hasText: "Show Log" }).click();
  await page.locator(".panel .action-item.checked", { hasText: "Output" }).waitFor();
});

test("a closed window's training saves and ends by itself, and the next window offers to go on", async () => {
  await askToTrain();
  await dialogButton("Train").or(dialogButton("Start Anew")).click();
  await training();
  const ids = trainers();
  expect(ids).toHaveLength(1);
  await page.close({ runBeforeUnload: true });
  await expect.poll(trainers, { timeout: 60_000 }).toEqual([]);
  await workbench.browser.close();
  await open();
  await askToTrain();
  expect(await dialog().textContent()).toMatch(
    /A run was interrupted at \d+ %: it can be resumed from there, for .+ at most\./,
  );
  expect(await dialogButtons()).toEqual(["Cancel", "Resume", "Start Anew"]);
  await shot("9-resume");
  await dialogButton("Resume").click();
  await training();
  await runCommand(page, "Workspace MLM: Stop Training");
  await toast("Training was stopped.").waitFor();
});
