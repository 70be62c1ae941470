// A window of the real workbench with the packaged extension, as a person has it.
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import type { Locator, Page } from "playwright-core";
import { inject } from "vitest";
import { writeCorpus } from "../harness/corpus";
import { waitMs } from "../harness/limits.json";
import { remoteUri, type Server, type ServerOptions, STILL_SETTINGS, startServer } from "../harness/server";
import { ensureChromium, ensureServer } from "../harness/setup";
import { openWorkbench, type Workbench } from "../harness/workbench";
import { quickPickRow } from "../harness/workbenchControls";

export interface Lighthouse {
  readonly server: Server;
  /** Holds the workspace's folder and what else a test writes. */
  readonly base: string;
  readonly folder: string;
  /** Opens the folder in a browser of its own. */
  open(file?: string): Promise<Workbench>;
  close(): Promise<void>;
}

/** A server with the extension installed in a folder of its own below `base`, by which its processes are known. */
export function startExtendedServer(base: string, options: ServerOptions): Promise<Server> {
  const extensionsFolder = path.join(base, "extensions");
  fs.cpSync(inject("extensions"), extensionsFolder, { recursive: true });
  const settings = { ...STILL_SETTINGS, ...options.settings };
  return startServer(ensureServer(process.cwd(), "latest"), { ...options, settings, extensionsFolder });
}

/** A server with the extension installed, and a small folder to train on. */
export async function openLighthouse(settings: Readonly<Record<string, unknown>>): Promise<Lighthouse> {
  const base = fs.mkdtempSync(path.join(os.tmpdir(), "mlm-ui-"));
  const folder = path.join(base, "lighthouse");
  fs.mkdirSync(folder);
  writeCorpus(folder);
  const server = await startExtendedServer(base, { settings });
  return {
    server,
    base,
    folder,
    open: async (file) => {
      const payload = file === undefined ? [] : ([["openFile", remoteUri(server, file)]] as const);
      const workbench = await openWorkbench(server, ensureChromium(), { folder, payload });
      workbench.page.setDefaultTimeout(waitMs);
      return workbench;
    },
    close: async () => {
      await server.stop();
      fs.rmSync(base, { recursive: true, force: true });
    },
  };
}

/** Opens a window on a new, empty file. */
export async function openNotes({ folder, open }: Lighthouse): Promise<Workbench> {
  const notes = path.join(folder, "notes.txt");
  fs.writeFileSync(notes, "");
  const workbench = await open(notes);
  await workbench.page.locator(".tab", { hasText: "notes.txt" }).waitFor();
  return workbench;
}

/** Empties a folder below `test-results`, and takes screenshots into it when what slides in has come to rest. */
export function screenshots(name: string): (page: Page, shot: string) => Promise<void> {
  const folder = path.join("test-results", name);
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(folder, { recursive: true });
  return async (page, shot) => {
    await page.waitForTimeout(REST_MS);
    await page.screenshot({ path: path.join(folder, `${shot}.png`) });
  };
}

const REST_MS = 500;

/** This extension's item. */
export function statusBar(page: Page): Locator {
  return page.locator(".statusbar-item", { hasText: "MLM" });
}

/** What is visible of the first editor's text. */
export async function editorText(page: Page): Promise<string> {
  const lines = (await page.locator(".editor-instance .view-lines").first().textContent()) ?? "";
  return lines.replaceAll("\u00a0", " ");
}

/** Opens a file of the folder by its name. */
export async function openFile(page: Page, name: string): Promise<void> {
  const row = quickPickRow(page, name);
  await page.keyboard.press("Control+P");
  await page.locator(".quick-input-widget input.input").fill(name);
  await row.click();
  await fileTab(page, name).waitFor();
}

export const fileTab = (page: Page, name: string): Locator =>
  page.locator(`.tab[data-resource-name="${name}"]`);

/** The ids of this extension's processes of a role, `trainer` or `predictor`, that run from below `folder`. */
export function processesOf(folder: string, role: string): number[] {
  const ids = fs.readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return ids.map(Number).filter((id) => {
    const args = commandLine(id);
    return (
      args.some((arg) => arg.startsWith(folder) && arg.endsWith("dist/engine.js")) && args.includes(role)
    );
  });
}

function commandLine(id: number): string[] {
  try {
    return fs.readFileSync(`/proc/${id}/cmdline`, "utf8").split("\0");
  } catch {
    return []; // it has ended meanwhile
  }
}
