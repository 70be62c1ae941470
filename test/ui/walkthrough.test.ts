// The walkthrough on the Welcome page: what each step's button does, and when the step is done.
import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";
import { runCommand, untilShown } from "../harness/workbenchControls";
import { dialogButton, expectText, rows, toast } from "./controls";
import { uiTest } from "./room";
import { editorText, screenshots } from "./window";

const shot = screenshots("ui-walkthrough");
const test = uiTest(shot);
const untrustedTest = uiTest(shot, {
  untrusted: true,
  settings: { "security.workspace.trust.startupPrompt": "never" },
});

const TITLES = [
  "Fill in a missing word",
  "Train it on this workspace",
  "Fill in everything",
  "Choose what it learns from",
];

/** What is asked of an element in the page. */
interface Box {
  readonly scrollWidth: number;
  getBoundingClientRect(): { readonly width: number };
}

async function openWalkthrough(page: Page): Promise<void> {
  await runCommand(page, "Welcome: Open Walkthrough...");
  await rows(page).filter({ hasText: "Workspace MLM" }).click();
  await step(page, TITLES[0]!).waitFor();
}

const step = (page: Page, title: string): Locator =>
  page.locator(".getting-started-step", { hasText: title });

/** Opens the step, whose button shows then. */
async function press(page: Page, title: string, name: string): Promise<void> {
  const wanted = step(page, title).locator(".monaco-button", { hasText: new RegExp(`^${name}$`) });
  if (!(await wanted.isVisible())) await step(page, title).locator(".step-title").click();
  await wanted.click();
}

const isDone = (page: Page, title: string): Promise<string | null> =>
  step(page, title).locator("[role='checkbox']").getAttribute("aria-checked");

test("the extension's card on the Welcome page has its name", async ({ open }) => {
  const { page } = await open({ inNewWindow: true });
  await runCommand(page, "Help: Welcome");
  const name = page.locator(".getting-started-category .category-title", { hasText: /^Workspace MLM$/ });
  await name.waitFor();
  await shot(page, "welcome");
  const widths = await name.evaluate((title: Box) => [
    title.scrollWidth,
    Math.ceil(title.getBoundingClientRect().width),
  ]);
  expect(widths[0], "it is not cut off").toBeLessThanOrEqual(widths[1]!);
});

test("its steps show no markup, and nothing is done before it is done", async ({ open }) => {
  const { page } = await open();
  await openWalkthrough(page);
  for (const title of TITLES) {
    await step(page, title).locator(".step-title").click();
    await step(page, title).locator(".monaco-button").first().waitFor();
    await expectText(step(page, title)).not.toMatch(/`|\]\(|command:/);
    expect(await isDone(page, title)).toBe("false");
    await shot(page, title.toLowerCase().replaceAll(" ", "-"));
  }
});

test("the first step opens a sample with its list of words, and is done", async ({ open }) => {
  const { page } = await open();
  await openWalkthrough(page);
  await press(page, TITLES[0]!, "Open a Sample");
  await page.locator(".tab", { hasText: "I always brush" }).waitFor(); // the keys below would open an empty group in its place
  const words = page.locator(".suggest-widget.visible .monaco-list-row", { hasText: "%" });
  await untilShown(words, async () => {
    await page.keyboard.press("Control+2"); // where the walkthrough has taken the focus back
    await page.keyboard.press("Control+Space");
  });
  await shot(page, "sample");
  await expect.poll(() => isDone(page, TITLES[0]!)).toBe("true");
});

test("the second step is done when a training has come to its end", async ({ open }) => {
  const { page } = await open();
  await openWalkthrough(page);
  await press(page, TITLES[1]!, "Train MLM on Workspace");
  await dialogButton(page, "Train").waitFor();
  expect(await isDone(page, TITLES[1]!)).toBe("false");
  await dialogButton(page, "Train").click();
  await toast(page, /Training is done/).waitFor();
  await expect.poll(() => isDone(page, TITLES[1]!)).toBe("true");
});

untrustedTest(
  "the second step is not done in Restricted Mode, where nothing is trained",
  async ({ open }) => {
    const { page } = await open();
    await openWalkthrough(page);
    await press(page, TITLES[1]!, "Train MLM on Workspace");
    await toast(page, "Trust this workspace first: training reads its files.").waitFor();
    await shot(page, "restricted");
    expect(await isDone(page, TITLES[1]!)).toBe("false");
  },
);

test("the third step fills a sample, and is done", async ({ open }) => {
  const { page } = await open();
  await openWalkthrough(page);
  await press(page, TITLES[2]!, "Fill a Sample");
  await expect
    .poll(() => editorText(page))
    .toMatch(/brush my \w+ before bed\.He drank a \w+ of \w+ at breakfast\./);
  await expect.poll(() => isDone(page, TITLES[2]!)).toBe("true");
  await shot(page, "filled");
});

test("the fourth step opens the extension's settings, and is done", async ({ open }) => {
  const { page } = await open();
  await openWalkthrough(page);
  await press(page, TITLES[3]!, "Open Settings");
  await page.locator(".settings-editor .setting-item", { hasText: "Workspace Mlm › " }).first().waitFor();
  await shot(page, "settings");
  await expect.poll(() => isDone(page, TITLES[3]!)).toBe("true");
});
