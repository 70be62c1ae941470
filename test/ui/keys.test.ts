// Our default keys beside the editor's own, which differ by platform: a browser's name decides which are used.
import * as fs from "node:fs";
import * as path from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ensureChromium } from "../harness/setup";
import { launchBrowser, newContext, openWorkbench } from "../harness/workbench";
import { runCommand } from "../harness/workbenchControls";
import { type Lighthouse, openLighthouse } from "./window";

interface Binding {
  readonly command: string;
  readonly key: string;
  readonly mac: string;
}

const manifest = JSON.parse(fs.readFileSync(path.join(import.meta.dirname, "../../package.json"), "utf8"));
const bindings = manifest.contributes.keybindings as readonly Binding[];

let lighthouse: Lighthouse;
let browser: Browser;

beforeAll(async () => {
  lighthouse = await openLighthouse({});
  browser = await launchBrowser(ensureChromium());
});

afterAll(async () => {
  await browser?.close();
  await lighthouse?.close();
});

test.each([
  ["Linux", "X11; Linux x86_64", "Control", ({ key }: Binding) => key],
  ["Windows", "Windows NT 10.0; Win64; x64", "Control", ({ key }: Binding) => key],
  ["macOS", "Macintosh; Intel Mac OS X 10_15_7", "Meta", ({ mac }: Binding) => mac],
])("on %s no default key of the editor is one of ours", async (_name, system, modifier, keyOf) => {
  const context = await newContext(browser, {
    userAgent: `Mozilla/5.0 (${system}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36`,
    permissions: ["clipboard-read", "clipboard-write"],
  });
  const { page } = await openWorkbench(lighthouse.server, ensureChromium(), {
    folder: lighthouse.folder,
    context,
  });
  await page.locator(".statusbar").waitFor();
  await runCommand(page, "Preferences: Open Default Keyboard Shortcuts (JSON)");
  await page.locator(".editor-instance .view-line", { hasText: '"key"' }).first().click();
  const commandsOf = async (key: string): Promise<(string | undefined)[]> => {
    await page.keyboard.press(`${modifier}+a`);
    await page.keyboard.press("Control+c"); // the browser's, on every system
    const text = await page.evaluate<string>("navigator.clipboard.readText()");
    const blocks = text.split("},").filter((block) => block.includes(`"key": "${key}"`));
    return blocks.map((block) => /"command": "([^"]+)"/.exec(block)?.[1]);
  };
  for (const binding of bindings)
    await expect.poll(() => commandsOf(keyOf(binding))).toEqual([binding.command]);
  await context.close();
});
