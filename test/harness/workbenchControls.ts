// Controls of the workbench, found and pressed as a person does.
import type { FrameLocator, Locator, Page } from "playwright-core";
import { waitMs } from "./limits.json";

const PRESS_MS = 10_000;

export function quickPickRow(page: Page, title: string): Locator {
  const names = page.locator(".quick-input-list .monaco-list-row .label-name");
  return names.getByText(title, { exact: true }).first();
}

/**
 * Opens the command palette again while it does not know the command yet, as just after a start, and where it closed at
 * once because the focus went elsewhere.
 */
export async function runCommand(page: Page, title: string): Promise<void> {
  const input = page.locator(".quick-input-widget input.input");
  const row = quickPickRow(page, title);
  const run = async (timeout: number): Promise<void> => {
    await page.keyboard.press("F1");
    await input.fill(`>${title}`, { timeout });
    await row.waitFor({ timeout });
    await row.click({ timeout: Math.max(timeout, PRESS_MS) }); // given up too soon, it would run twice
  };
  for (const timeout of attempts()) {
    if (await succeeds(run(timeout))) return;
    await page.keyboard.press("Escape");
  }
  throw new Error(`The command palette does not run "${title}".`);
}

/**
 * Asks while it does not show, each time with more patience: what is asked for too early is not heard, and what is asked for
 * again too soon begins anew.
 */
export async function untilShown(wanted: Locator, ask: () => Promise<unknown>): Promise<void> {
  for (const timeout of attempts()) {
    if (await succeeds(wanted.first().waitFor({ timeout }))) return;
    await ask();
  }
  await wanted.first().waitFor();
}

/** How many milliseconds to wait for each attempt: the later ones are for a slow machine. */
function* attempts(): Generator<number> {
  for (let timeout = 700; timeout < waitMs; timeout *= 1.5) yield timeout;
}

export function succeeds(act: Promise<unknown>): Promise<boolean> {
  return act.then(
    () => true,
    () => false,
  );
}

/** The report's page, in the frame in a frame that the workbench gives to a webview. */
export const report = (page: Page): FrameLocator =>
  page.frameLocator("iframe.webview.ready").frameLocator("#active-frame");
