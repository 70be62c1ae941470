// The VS Code workbench in headless Chromium.
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from "playwright-core";
import { waitMs } from "./limits.json";
import type { Server } from "./server";

export interface WorkbenchOptions {
  /** An absolute path; without folder and workspace the window is empty. */
  readonly folder?: string;
  /** The absolute path of a `.code-workspace` file. */
  readonly workspace?: string;
  /** Key-value pairs as the workbench's `payload` parameter has them. */
  readonly payload?: readonly (readonly [key: string, value: string])[];
  readonly onLog?: (type: string, args: readonly unknown[]) => void;
  readonly onExit?: (code: number) => void;
  /** What a browser remembers of windows before; a browser of its own that remembers nothing when absent. */
  readonly context?: BrowserContext;
}

export interface Workbench {
  readonly browser: Browser;
  readonly page: Page;
}

const CHROMIUM_ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-dev-shm-usage",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export async function openWorkbench(
  server: Server,
  executablePath: string,
  options: WorkbenchOptions,
): Promise<Workbench> {
  const context = options.context ?? (await newContext(await launchBrowser(executablePath)));
  const page = await context.newPage();
  if (options.onLog) await page.exposeFunction("codeAutomationLog", options.onLog); // VS Code calls these two by name
  if (options.onExit) await page.exposeFunction("codeAutomationExit", options.onExit);
  await page.goto(workbenchUrl(server, options), { waitUntil: "domcontentloaded", timeout: waitMs });
  return { browser: context.browser()!, page };
}

export function launchBrowser(executablePath: string): Promise<Browser> {
  return chromium.launch({ executablePath, headless: true, args: CHROMIUM_ARGUMENTS });
}

export async function newContext(
  browser: Browser,
  options: BrowserContextOptions = {},
): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  await context.route(isForeign, (route) => route.abort());
  return context;
}

function isForeign(url: URL): boolean {
  return /^https?:$/.test(url.protocol) && url.hostname !== "127.0.0.1";
}

function workbenchUrl(server: Server, options: WorkbenchOptions): string {
  const query = new URLSearchParams({
    payload: JSON.stringify([["skipWelcome", "true"], ...(options.payload ?? [])]),
  });
  if (options.folder !== undefined) query.set("folder", options.folder);
  else if (options.workspace !== undefined) query.set("workspace", options.workspace);
  else query.set("ew", "true");
  return `http://${server.authority}/?${query}`;
}
