// What a person is asked and told about training, in the real workbench.
import * as fs from "node:fs";
import * as path from "node:path";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { report, runCommand } from "../harness/workbenchControls";
import {
  askToTrain,
  button,
  dialog,
  dialogButton,
  expectButtons,
  expectCount,
  expectDialogButtons,
  expectText,
  ourToasts,
  remembered,
  rows,
  toast,
} from "./controls";
import { reported, SMALL_MODEL, trained } from "./earlier";
import { type Room, uiTest } from "./room";
import { screenshots, statusBar } from "./window";

const shot = screenshots("ui-training");
const test = uiTest(shot);

/** More epochs than a test waits for. */
const ENDLESS = { "workspaceMlm.training.epochs": 10_000 };
const FROM_BASE = { "workspaceMlm.training.fromScratch": false };
const FROM_SMALL_BASE = { ...FROM_BASE, "workspaceMlm.model": path.resolve(SMALL_MODEL) };

async function start(page: Page, name = "Train"): Promise<void> {
  await askToTrain(page);
  await dialogButton(page, name).click();
}

async function discard({ page, processes }: Room): Promise<void> {
  await runCommand(page, "Workspace MLM: Discard Training Run");
  await dialogButton(page, "Discard").click();
  await expect.poll(() => processes("trainer")).toEqual([]);
}

async function training(page: Page): Promise<void> {
  await statusBar(page).filter({ hasText: /\d+ %/ }).waitFor();
}

const models = (storage: string): string[] =>
  fs.existsSync(path.join(storage, "models")) ? fs.readdirSync(path.join(storage, "models")) : [];

test("training is offered once where many files changed since the last", async ({ open }) => {
  const files = Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`new-${i}.md`, `Text ${i}.\n`]));
  const { page, reopen } = await open({ files, earlier: reported, inNewWindow: true });
  const told = toast(page, "18 of 18 files changed since the last training.");
  await told.waitFor();
  await shot(page, "offer");
  await button(told, "Train Again...").click();
  await dialogButton(page, "Train").waitFor();
  await dialogButton(page, "Cancel").click();
  await remembered(page, "trainingOfferedAt");
  const again = await reopen();
  await askToTrain(again.page);
  await dialogButton(again.page, "Cancel").click();
  expect(await toast(again.page, "files changed").count()).toBe(0);
});

test("the confirmation says what is read, how long it takes and that nothing leaves, with two buttons", async ({
  open,
}) => {
  const { page, processes } = await open();
  await askToTrain(page);
  for (const part of [
    /Train MLM on Workspace/,
    /Files to read: 6 \(\d,?\d{3} characters\)\./,
    /Estimated time: \d+ (s|min)\./,
    /Everything stays on this machine, and no file of yours is changed\./,
  ])
    await expectText(dialog(page)).toMatch(part);
  await expectDialogButtons(page).toEqual(["Cancel", "Train"]);
  await shot(page, "confirmation");
  await dialogButton(page, "Cancel").click();
  await expect.poll(() => processes("trainer")).toEqual([]);
});

test("a run shows its progress, is held and goes on, and its result opens the report", async ({ open }) => {
  const { page } = await open({ settings: { ...ENDLESS, ...FROM_SMALL_BASE } });
  await start(page);
  await training(page);
  await shot(page, "progress");
  await statusBar(page).click();
  await rows(page).filter({ hasText: "Pause Training" }).click();
  await statusBar(page).filter({ hasText: "paused" }).waitFor();
  await shot(page, "paused");
  await runCommand(page, "Workspace MLM: Resume Training");
  await statusBar(page).filter({ hasText: "paused" }).waitFor({ state: "detached" });
  await statusBar(page)
    .filter({ hasText: /[1-9]\d* %/ })
    .waitFor();
  await runCommand(page, "Workspace MLM: Stop Training");
  const told = toast(page, "The right word first:");
  await told.waitFor();
  await shot(page, "result");
  await statusBar(page).waitFor({ state: "detached" });
  await button(told, "Show Report").click();
  await report(page).locator("h1", { hasText: "Training Report" }).waitFor();
  await expectText(report(page).locator(".lead")).toContain("Training was stopped.");
  await report(page).locator("#result .value").first().waitFor();
  await expectText(report(page).locator("#corpus")).toContain("Files6");
  await shot(page, "report");
});

test("a second run asks where it starts, and goes on from the model in use", async ({ open }) => {
  const { page, storage } = await open({
    settings: { ...FROM_BASE, "workspaceMlm.training.epochs": 1 },
    earlier: trained("Mine"),
  });
  const [mine] = models(storage);
  await askToTrain(page);
  await expectText(dialog(page)).toContain("The model Mine is in use. From the base model,");
  await expectDialogButtons(page).toEqual([
    "Cancel",
    "Go On from the Model in Use",
    "Start from the Base Model",
  ]);
  await shot(page, "where-to-start");
  await dialogButton(page, "Go On from the Model in Use").click();
  await toast(page, /Training is done/).waitFor();
  const runs = path.join(storage, "runs");
  const file = path.join(runs, fs.readdirSync(runs)[0]!, "report.json");
  expect(JSON.parse(fs.readFileSync(file, "utf8")).model.base).toBe(path.join(storage, "models", mine!));
});

test("two runs leave two models", async ({ open }) => {
  const { page, storage } = await open();
  for (let run = 1; run <= 2; run++) {
    await start(page);
    await toast(page, "Training is done.").waitFor();
    await statusBar(page).waitFor({ state: "detached" });
    await runCommand(page, "Notifications: Clear All Notifications");
  }
  expect(models(storage)).toHaveLength(2);
});

test("a second start while one runs asks, and the choice starts again", async ({ open }) => {
  const room = await open({ settings: ENDLESS });
  const { page, processes } = room;
  await start(page);
  await training(page);
  const [first] = processes("trainer");
  await runCommand(page, "Workspace MLM: Train MLM on Workspace");
  const question = toast(page, "Training is running already.");
  await question.waitFor();
  await expectButtons(question).toEqual(["Stop and Start Again", "Show Actions"]);
  await shot(page, "second-start");
  await button(question, "Stop and Start Again").click();
  await dialog(page).waitFor();
  expect(processes("trainer")).not.toContain(first);
  await expectText(dialog(page)).toContain("A new run deletes the interrupted one and what it has learnt.");
  await shot(page, "start-anew");
  await dialogButton(page, "Start Anew").click();
  await training(page);
  await discard(room);
});

const SYSTEM_ENDED_IT = "Training was ended by the system, most likely for lack of memory";

test("a killed trainer is told of once, with the offer of the log", async ({ open }) => {
  const { page, processes } = await open({ settings: ENDLESS });
  await start(page);
  await training(page);
  for (const id of processes("trainer")) process.kill(id, "SIGKILL");
  const told = toast(page, SYSTEM_ENDED_IT);
  await told.waitFor();
  await page.waitForTimeout(1_000);
  await expectButtons(told).toEqual(["Show Log"]);
  expect(await ourToasts(page).allTextContents()).toEqual([expect.stringContaining(SYSTEM_ENDED_IT)]);
  expect(processes("trainer")).toEqual([]);
  await shot(page, "crash");
  await button(told, "Show Log").click();
  await page.locator(".panel .action-item.checked", { hasText: "Output" }).waitFor();
});

/** A window on a folder whose run the window before left unfinished. */
async function interrupted(open: (options: object) => Promise<Room>): Promise<Room> {
  const room = await open({ settings: ENDLESS });
  await start(room.page);
  await training(room.page);
  expect(room.processes("trainer")).toHaveLength(1);
  const again = await room.reopen();
  await expect.poll(() => room.processes("trainer")).toEqual([]);
  return again;
}

test("a closed window's run is announced once in the next one, and Resume goes on with it", async ({
  open,
}) => {
  const { page, storage, reopen } = await interrupted(open);
  const told = toast(page, /A training run of this workspace was interrupted at \d+ %\./);
  await told.waitFor();
  await expectButtons(told).toEqual(["Resume", "Discard..."]);
  await shot(page, "interrupted");
  await askToTrain(page);
  await expectText(dialog(page)).toMatch(
    /A run was interrupted at \d+ %: it can be resumed from there, for .+ at most\./,
  );
  await expectDialogButtons(page).toEqual(["Cancel", "Resume", "Start Anew"]);
  await shot(page, "resume");
  await dialogButton(page, "Cancel").click();
  await remembered(page, fs.readdirSync(path.join(storage, "runs"))[0]!);
  const third = await reopen();
  await runCommand(third.page, "Workspace MLM: Resume Training");
  await training(third.page);
  expect(await toast(third.page, "was interrupted at").count(), "it was announced before").toBe(0);
  await runCommand(third.page, "Workspace MLM: Stop Training");
  await toast(third.page, "Training was stopped.").waitFor();
});

test("what is confirmed is what is discarded: a run that ended meanwhile stays, with every model", async ({
  open,
}) => {
  const { page, storage, processes } = await open({ earlier: trained("Mine") });
  await askToTrain(page);
  const [trainer] = processes("trainer");
  process.kill(trainer!, "SIGSTOP"); // it learns and ends when the question is there, and not before
  await dialogButton(page, "Train").click();
  await statusBar(page).filter({ hasText: "reading the workspace" }).waitFor();
  await runCommand(page, "Workspace MLM: Discard Training Run");
  await dialog(page).waitFor();
  await expectText(dialog(page)).toContain("Discard this training run?");
  await shot(page, "discard");
  process.kill(trainer!, "SIGCONT");
  await expect.poll(() => processes("trainer")).toEqual([]);
  const kept = models(storage);
  expect(kept).toHaveLength(2);
  await dialogButton(page, "Discard").click();
  await toast(page, "That training run has ended meanwhile; nothing was deleted.").waitFor();
  await shot(page, "nothing-discarded");
  expect(models(storage)).toEqual(kept);
});

test("a run that is discarded leaves the models of earlier ones", async ({ open }) => {
  const room = await open({ settings: ENDLESS, earlier: trained("Mine") });
  const { page, storage } = room;
  await start(page);
  await training(page);
  await discard(room);
  await expect.poll(() => fs.readdirSync(path.join(storage, "runs"))).toEqual([]);
  expect(models(storage)).toHaveLength(1);
});

test("the report of an interrupted run has a button that resumes it", async ({ open }) => {
  const room = await interrupted(open);
  const { page } = room;
  await runCommand(page, "Workspace MLM: Show Training Report");
  await report(page).getByText("Training was interrupted.").waitFor();
  await shot(page, "report-resume");
  await report(page).getByRole("button", { name: "Resume Training" }).click();
  await training(page);
  await report(page).getByText("Training is running.").waitFor();
  await expectCount(report(page).getByRole("button", { name: "Resume Training" })).toBe(0);
});
