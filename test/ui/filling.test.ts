// What a person does with masks in the editor, by mouse and keyboard, with the model that comes with the extension.
import * as fs from "node:fs";
import * as path from "node:path";
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Workbench } from "../harness/workbench";
import { runCommand, untilShown } from "../harness/workbenchControls";
import { expectCount, pressChord, replaceText } from "./controls";
import { editorText, type Lighthouse, openLighthouse, openNotes, screenshots } from "./window";

const SETTINGS = {
  "editor.lightbulb.enabled": "on",
  "editor.hover.delay": 100,
  "editor.wordBasedSuggestions": "matchingDocuments",
};
const SENTENCE = "The keeper lights the [MASK] of the harbour.";

let lighthouse: Lighthouse;
let workbench: Workbench;
let page: Page;
const takeShot = screenshots("filling");
const shot = (name: string) => takeShot(page, name);

beforeAll(async () => {
  lighthouse = await openLighthouse(SETTINGS);
  const many = Array.from(
    { length: 400 },
    (_, i) => `Line ${i}: the keeper lights the [MASK] of the harbour.`,
  );
  fs.writeFileSync(path.join(lighthouse.folder, "many.txt"), many.join("\n"));
  workbench = await openNotes(lighthouse);
  page = workbench.page;
});

beforeEach(async ({ task, onTestFailed }) => {
  onTestFailed(() => shot(`failed ${task.name}`.replace(/\W+/g, "-")));
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
});

afterAll(async () => {
  await shot("end").catch(() => {});
  await workbench?.browser.close();
  await lighthouse?.close();
});

const rows = (): Locator => page.locator(".suggest-widget.visible .monaco-list-row");
const row = (text: string | RegExp): Locator => rows().filter({ hasText: text });
const text = () => editorText(page);
const toast = (): Locator => page.locator(".notification-toast");

/** Where the cursor is, as the status bar says. */
const place = async (): Promise<string> => {
  const item = page.locator(".statusbar-item", { hasText: /^Ln \d+, Col \d+/ });
  return (await item.textContent())!.trim();
};

const write = (content: string) => replaceText(page, content);

/** Waits for a row of the list, asked for anew where none opens or one did before the extension was awake: on a slow machine typing outruns it. */
function listed(wanted: Locator): Promise<void> {
  return untilShown(wanted, async () => {
    if ((await rows().count()) > 0) await page.keyboard.press("Escape");
    await page.keyboard.press("Control+Space");
  });
}

/** The word of a row, which its accessible name begins with. */
async function wordOf(found: Locator): Promise<string> {
  const label = await found.first().locator(".label-name").textContent();
  return label!.trim();
}

test("the list opens where it is asked for, as soon as the extension is awake", async () => {
  await write(SENTENCE);
  await page.keyboard.press("Control+Home");
  for (let i = 0; i < SENTENCE.indexOf("]") + 1; i++) await page.keyboard.press("ArrowRight");
  await listed(row(/%/));
});

test("the command palette finds every command by the extension's name, with an editor open", async () => {
  await page.keyboard.press("F1");
  const input = page.locator(".quick-input-widget input.input");
  await input.fill(">Workspace MLM");
  const names = page.locator(".quick-input-list .monaco-list-row .label-name");
  const found = async (): Promise<string> => (await names.allTextContents()).join("\n");
  await expect.poll(found).toContain("Workspace MLM: Fill Every [MASK] in the Document");
  await shot("1-palette");
  await input.fill(">Workspace MLM: Insert [MASK]");
  await expect.poll(found).toContain("Workspace MLM: Insert [MASK]");
  await input.fill(">Workspace MLM: Train MLM");
  await expect.poll(found).toContain("Workspace MLM: Train MLM on Workspace");
  await page.keyboard.press("Escape");
});

test("letters behind [MASK] narrow the list, and the word replaces the mask and the letters", async () => {
  await write("");
  await page.keyboard.type("The keeper lights the [MASK]", { delay: 30 });
  await row(/%/).first().waitFor();
  const word = await wordOf(rows().nth(3));
  const letters = word.slice(0, 2);
  await page.keyboard.type(letters, { delay: 100 });
  await expect.poll(() => rows().count()).toBeLessThan(10);
  await expect.poll(() => row(word).count()).toBeGreaterThan(0);
  await shot("2-narrowed");
  const first = await wordOf(rows());
  expect(first.toLowerCase()).toContain(letters[0]!.toLowerCase());
  await page.keyboard.press("Enter");
  await expect.poll(text).toBe(`The keeper lights the ${first}`);
});

test("[mask] is understood, also where letters are typed already", async () => {
  await write("");
  await page.keyboard.type("the keeper lights the [mask]", { delay: 30 });
  await row(/%/).first().waitFor();
  const word = await wordOf(rows());
  await page.keyboard.press("Escape");
  await page.keyboard.type(word[0]!);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+Space");
  await row(word).first().waitFor();
  await page.keyboard.press("Enter");
  await expect.poll(text).toMatch(/^the keeper lights the [^[\]]+$/);
});

test("the snippet `mask` writes a mask and opens the list", async () => {
  await write("The keeper lights the ");
  await page.keyboard.type("mask", { delay: 50 });
  const snippet = row("mask").filter({ hasText: "Workspace MLM" });
  await listed(snippet);
  await shot("3-snippet");
  await snippet.click();
  await row(/%/).first().waitFor();
  await expect.poll(text).toBe("The keeper lights the [MASK]");
  await shot("3-snippet-list");
});

test("the snippet leaves the words of the document in the list", async () => {
  for (const typed of ["mi", "m"]) {
    await write("mistral and mason, ");
    await page.keyboard.type(typed);
    await listed(row("mistral"));
  }
  await expectCount(row("Workspace MLM")).toBe(1);
});

test("the snippet keeps out of a mask that is being typed", async () => {
  await write("a masked man ");
  await page.keyboard.type("[MASK", { delay: 50 });
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+Space");
  await page.locator(".suggest-widget.visible").waitFor();
  await shot("4-inside");
  expect(await row("Workspace MLM").count()).toBe(0);
  await page.keyboard.press("Escape");
});

test("a click on a word in the hover puts it in", async () => {
  await write(SENTENCE);
  await page.locator(".view-line span", { hasText: "[MASK]" }).last().hover();
  const link = page.locator(".monaco-hover a", { hasText: /\w/ }).first();
  await link.waitFor();
  await shot("5-hover");
  const word = (await link.textContent())!;
  await link.click();
  await expect.poll(text).toBe(SENTENCE.replace("[MASK]", word));
});

test("the light bulb works from anywhere in the line", async () => {
  await write(`${SENTENCE}\nNothing is missing here.`);
  await page.keyboard.press("Control+Home");
  const actions = page.locator(".action-widget .monaco-list-row");
  const action = actions.filter({ hasText: "Replace [MASK] with" }).first();
  await untilShown(action, async () => {
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+.");
  });
  await shot("6-light-bulb");
  await action.click();
  await expect.poll(text).toMatch(/^The keeper lights the [^[]+ of the harbour/);
});

test("keys go to the next and the previous mask, where the list opens", async () => {
  await write("One [MASK] here.\nTwo.\nThree [mask] there.");
  await page.keyboard.press("Control+Home");
  const reached = async (): Promise<string> => {
    if ((await place()) === "Ln 1, Col 1") await pressChord(page, "g");
    return place();
  };
  await expect.poll(reached, { interval: 2_000 }).toBe("Ln 1, Col 11"); // the editor learns soon that there is a mask
  await row(/%/).first().waitFor();
  await page.keyboard.press("Escape");
  for (const [keys, where] of [
    ["g", "Ln 3, Col 13"],
    ["g", "Ln 1, Col 11"],
    ["Shift+g", "Ln 3, Col 13"],
    ["Shift+g", "Ln 1, Col 11"],
  ] as const) {
    await pressChord(page, keys);
    await expect.poll(place).toBe(where);
    await row(/%/).first().waitFor();
    await page.keyboard.press("Escape");
  }
  await shot("7-next");
});

/** Keeps the text of every notification in the page's `toasts`, however short it is there. */
const RECORD_TOASTS = `
  var toasts = [];
  new MutationObserver(() => {
    for (const toast of document.querySelectorAll(".notification-toast")) toasts.push(toast.textContent);
  }).observe(document.body, { childList: true, subtree: true });`;

test("one mask is filled without a notification; the keys insert a mask and fill every one", async () => {
  await write("The keeper lights the ");
  await pressChord(page, "b");
  await row(/%/).first().waitFor();
  await page.keyboard.press("Escape");
  await expect.poll(text).toBe("The keeper lights the [MASK]");
  await page.evaluate(RECORD_TOASTS);
  const filled = async (): Promise<string> => {
    if ((await text()).includes("[MASK]")) await pressChord(page, "a");
    return text();
  };
  await expect.poll(filled, { interval: 2_000 }).not.toContain("[MASK]");
  expect(await page.evaluate("toasts")).toEqual([]);
});

test("Tab steps through the filled places, each with its words; one undo takes all back", async () => {
  const content = "The [MASK] lights the lamp.\nThe [MASK] is cold.";
  await write(content);
  await runCommand(page, "Workspace MLM: Fill Every [MASK] in the Document");
  await expect.poll(text).not.toContain("[MASK]");
  await rows().nth(1).waitFor();
  await shot("8-steps");
  const filled = await text();
  const second = await wordOf(rows().nth(1));
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect.poll(text).toBe(filled.replace(/^The \S+ lights/, `The ${second} lights`));
  await expect.poll(place).toMatch(/^Ln 2, Col \d+ \(\d+ selected\)$/); // a choice goes on to the next place
  await rows().nth(1).waitFor();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Shift+Tab");
  await expect.poll(place).toMatch(/^Ln 1, Col \d+ \(\d+ selected\)$/);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Tab");
  await expect.poll(place).toMatch(/^Ln 2, Col \d+ \(\d+ selected\)$/);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+Z");
  await page.keyboard.press("Control+Z");
  await expect.poll(text).toBe(content.replace("\n", ""));
});

test("filling many masks shows how far it is, and can be cancelled", async () => {
  await page.keyboard.press("Control+P");
  await page.locator(".quick-input-widget input.input").fill("many.txt");
  await page.locator(".quick-input-list .monaco-list-row", { hasText: "many.txt" }).first().click();
  await expect.poll(text).toContain("Line 1:");
  await runCommand(page, "Workspace MLM: Fill Every [MASK] in the Document");
  const progress = toast().filter({ hasText: "Filling [MASK]" });
  await progress.filter({ hasText: /\d+ \/ 400/ }).waitFor();
  await shot("8-many");
  await progress.locator(".monaco-button", { hasText: "Cancel" }).click();
  await progress.waitFor({ state: "detached" });
  expect(await text()).toContain("[MASK]");
  await page.locator(".tab", { hasText: "many.txt" }).click({ button: "middle" });
});

test("the context menu fills every mask", async () => {
  await write(SENTENCE);
  const item = page.locator(".context-view .action-item", { hasText: "Fill Every [MASK] in the Document" });
  const open = async (): Promise<number> => {
    await page.keyboard.press("Escape");
    await page.locator(".view-line span", { hasText: "keeper" }).last().click({ button: "right" });
    await page.locator(".context-view .action-item", { hasText: "Paste" }).waitFor();
    return item.count();
  };
  await expect.poll(open).toBe(1); // the editor learns soon that there is a mask
  await shot("9-context-menu");
  await item.click();
  await expect.poll(text).not.toContain("[MASK]");
});
