// What a person reads and presses in the workbench.
import type { FrameLocator, Locator, Page } from "playwright-core";
import { runCommand } from "./window";

export const dialog = (page: Page): Locator => page.locator(".monaco-dialog-box");

export const dialogButton = (page: Page, name: string): Locator =>
  dialog(page).locator(".monaco-button", { hasText: new RegExp(`^${name}$`) });

/** Their order is the system's. */
export async function dialogButtons(page: Page): Promise<string[]> {
  return (await dialog(page).locator(".monaco-button").allTextContents()).sort();
}

export const rows = (page: Page): Locator => page.locator(".quick-input-list .monaco-list-row");

export const quickInput = (page: Page): Locator => page.locator(".quick-input-widget input.input");

export const quickInputTitle = (page: Page, text: string): Locator =>
  page.locator(".quick-input-title", { hasText: text });

export const toast = (page: Page, text: string | RegExp): Locator =>
  page.locator(".notification-toast", { hasText: text });

export const button = (within: Locator, name: string): Locator =>
  within.locator(".monaco-button", { hasText: new RegExp(`^${name}$`) });

/** Asks to train, which lets the command find its extension awake. */
export async function askToTrain(page: Page): Promise<void> {
  await runCommand(page, "Workspace MLM: Train MLM on Workspace");
  await dialog(page).waitFor();
}

/** The report's page, in the frame in a frame that the workbench gives to a webview. */
export const report = (page: Page): FrameLocator =>
  page.frameLocator("iframe.webview.ready").frameLocator("#active-frame");
