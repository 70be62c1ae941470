// Windows of the real workbench with the packaged extension, as a person has it: for each test one that is as new.
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import type { BrowserContext, Page } from "playwright-core";
import { test as base, expect } from "vitest";
import { waitMs } from "../harness/limits.json";
import { remoteUri, type Server, type ServerOptions } from "../harness/server";
import { ensureChromium } from "../harness/setup";
import { launchBrowser, newContext, openWorkbench } from "../harness/workbench";
import { runCommand } from "../harness/workbenchControls";
import { type LaidOut, type LayOutOptions, layOut } from "./layOut";
import { TIDY_KEY, tidy } from "./tidy";
import { fileTab, openFile, processesOf, startExtendedServer } from "./window";

/** A server with the extension installed, for the windows of a file's tests. */
export interface RoomServer {
  readonly server: Server;
  /** Holds the folders of all windows and what else the tests write. */
  readonly base: string;
  /**
   * Lays out a folder with models of its own. The window that was kept shows it, made as new, or else a new one in a browser that
   * remembers nothing.
   */
  open(options?: RoomOptions): Promise<Room>;
  /** Keeps the window for the next test, where nothing runs on in it. */
  keep(room: Room): Promise<void>;
  close(): Promise<void>;
}

export interface RoomOptions extends LayOutOptions {
  /** The file that the window opens. */
  readonly file?: string;
  /** For a test of what the workbench remembers, or of what is done as it opens. */
  readonly inNewWindow?: boolean;
}

/** A window on what a test has laid out. */
export interface Room extends Pick<LaidOut, "folder" | "storage"> {
  readonly page: Page;
  /** The ids of this window's processes of a role: `trainer`, `predictor` or `models`. */
  processes(role: string): number[];
  /** Closes the window as a person does, and opens the same folder in a new one, which remembers it. */
  reopen(): Promise<Room>;
  /** Closes what is open in the window, and lays its folder out anew. */
  renew(options: RoomOptions): Promise<Room>;
  /** Closes all windows on the folder. */
  close(): Promise<void>;
}

const USER_SETTINGS = {
  "files.simpleDialog.enable": true,
  "files.exclude": { "**/.vscode": true }, // is no text to learn
  "editor.lightbulb.enabled": "on",
};

export async function openRoomServer(options: ServerOptions = {}): Promise<RoomServer> {
  const base = fs.mkdtempSync(path.join(os.tmpdir(), "mlm-ui-"));
  const server = await startExtendedServer(base, {
    keys: [TIDY_KEY],
    ...options,
    settings: { ...USER_SETTINGS, ...options.settings },
  });
  const browser = await launchBrowser(ensureChromium());
  let kept: Room | undefined;
  const openNew = async (room: RoomOptions): Promise<Room> => {
    const own = fs.mkdtempSync(path.join(base, "room-"));
    const place = { server, base, own, context: await newContext(browser), ...(await layOut(own, room)) };
    return openRoom(place, room.file);
  };
  return {
    server,
    base,
    open: async (room = {}) => {
      const left = kept;
      kept = undefined;
      return (left && (await renewed(left, room))) ?? openNew(room);
    },
    keep: async (room) => {
      if (kept === undefined && room.processes("trainer").length === 0) kept = room;
      else await room.close();
    },
    close: async () => {
      await browser.close();
      await server.stop();
      fs.rmSync(base, { recursive: true, force: true });
    },
  };
}

/** A window that cannot be made as new is closed. */
async function renewed(left: Room, options: RoomOptions): Promise<Room | undefined> {
  try {
    if (!options.inNewWindow) return await left.renew(options);
  } catch (error) {
    console.warn(`The next window is a new one: ${String(error)}`);
  }
  await left.close();
  return undefined;
}

interface Place extends Pick<RoomServer, "server" | "base">, LaidOut {
  /** Holds the folder, and the models beside it. */
  readonly own: string;
  readonly context: BrowserContext;
}

async function openRoom(place: Place, file?: string): Promise<Room> {
  const { server, base, folder, context } = place;
  const strangers = new Set(["trainer", "predictor"].flatMap((role) => processesOf(base, role)));
  const payload =
    file === undefined ? [] : ([["openFile", remoteUri(server, path.join(folder, file))]] as const);
  const { page } = await openWorkbench(server, ensureChromium(), { folder, payload, context });
  page.setDefaultTimeout(waitMs);
  await (file === undefined ? page.locator(".monaco-workbench") : fileTab(page, file)).waitFor();
  return roomOf(place, { page, strangers, file });
}

interface Window {
  readonly page: Page;
  /** Processes of windows before it. */
  readonly strangers: ReadonlySet<number>;
  readonly file: string | undefined;
}

function roomOf(place: Place, window: Window): Room {
  const { page, strangers, file } = window;
  const { base, own, folder, storage, context } = place;
  return {
    page,
    folder,
    storage,
    processes: (role) => processesOf(base, role).filter((id) => !strangers.has(id)),
    reopen: async () => {
      await leave(page);
      return openRoom(place, file);
    },
    renew: async (options) => {
      await tidy(page);
      const laidOut = await layOut(own, options);
      await expect.poll(() => page.title()).toContain(laidOut.title);
      if (options.file !== undefined) await openFile(page, options.file);
      return roomOf({ ...place, ...laidOut }, { ...window, file: options.file });
    },
    close: async () => {
      for (const each of context.pages()) await leave(each);
      await context.close();
    },
  };
}

/** As a person closes a window: the server ends its extensions. */
async function leave(page: Page): Promise<void> {
  const closed = page.waitForEvent("close");
  await page.close({ runBeforeUnload: true });
  await closed;
}

interface Fixtures {
  readonly house: RoomServer;
  /** Opens the test's window. */
  readonly open: RoomServer["open"];
}

/**
 * A test of this kind stands alone: it lays out what it needs, and gets a window that is as new. The window in which a test
 * failed is closed.
 */
export function uiTest(shot: (page: Page, name: string) => Promise<void>, options: ServerOptions = {}) {
  return base.extend<Fixtures>({
    house: [
      // biome-ignore lint/correctness/noEmptyPattern: the runner reads the fixtures' names from here
      async ({}, use) => {
        const house = await openRoomServer(options);
        await use(house);
        await house.close();
      },
      { scope: "file" },
    ],
    open: async ({ house, task }, use) => {
      const rooms: Room[] = [];
      const entered = (room: Room): Room => {
        rooms.push(room);
        return { ...room, reopen: async () => entered(await room.reopen()) };
      };
      await use(async (options) => entered(await house.open(options)));
      const room = rooms.at(-1);
      if (room === undefined) return;
      if (task.result?.state !== "fail") return house.keep(room);
      const window = room.page.context().pages().at(-1); // the one that is there, if it was to be opened again
      if (window !== undefined)
        await showFailure(window, (name) => shot(window, failureName(`${task.name} ${name}`)));
      await room.close();
    },
  });
}

/** The window as it is, and then with all that it has told: a notification hides after a while. */
async function showFailure(page: Page, shot: (name: string) => Promise<void>): Promise<void> {
  await shot("window");
  await runCommand(page, "Notifications: Show Notifications").catch(() => {});
  await shot("notifications");
}

const failureName = (test: string): string => `failed-${test.replace(/\W+/g, "-")}`;
