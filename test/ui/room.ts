// Windows of the real workbench with the packaged extension, as a person has it: one for each test.
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import type { BrowserContext, Page } from "playwright-core";
import { test as base } from "vitest";
import { modelsFolder } from "../../src/extension/models/modelsFolder";
import { writeCorpus } from "../harness/corpus";
import { waitMs } from "../harness/limits.json";
import { remoteUri, type Server, type ServerOptions } from "../harness/server";
import { ensureChromium } from "../harness/setup";
import { launchBrowser, newContext, openWorkbench } from "../harness/workbench";
import { processesOf, runCommand, startExtendedServer } from "./window";

/** A server with the extension installed, for the windows of a file's tests. */
export interface RoomServer {
  readonly server: Server;
  /** Holds the folders of all windows and what else the tests write. */
  readonly base: string;
  /** Opens a new folder with models of its own, in a browser that remembers nothing. */
  open(options?: RoomOptions): Promise<Room>;
  close(): Promise<void>;
}

export interface RoomOptions {
  /** The folder's own settings, beside those with which a training takes seconds; none keep the extension's own values. */
  readonly settings?: Readonly<Record<string, unknown>> | "none";
  /** What the folder holds beside the text to learn: names and contents. */
  readonly files?: Readonly<Record<string, string>>;
  /** The file that the window opens. */
  readonly file?: string;
  /** Writes what earlier training is to have left in the folder of the workspace's models. */
  readonly earlier?: (storage: string) => Promise<unknown>;
}

/** A window on a folder that no other test has seen. */
export interface Room {
  readonly page: Page;
  readonly folder: string;
  /** The folder of the workspace's models. */
  readonly storage: string;
  /** The ids of this window's processes of a role: `trainer`, `predictor` or `models`. */
  processes(role: string): number[];
  /** Closes the window as a person does, and opens the same folder in a new one, which remembers it. */
  reopen(): Promise<Room>;
  /** Closes all windows on the folder. */
  close(): Promise<void>;
}

/** Settings with which the folder's text is learnt in seconds. */
const QUICK_TRAINING = {
  "workspaceMlm.training.fromScratch": true,
  "workspaceMlm.training.size": "tiny",
  "workspaceMlm.training.epochs": 10,
  "workspaceMlm.training.patience": 0,
  "workspaceMlm.training.learningRate": 0.002,
  "workspaceMlm.training.batchSize": 8,
  "workspaceMlm.training.sequenceLength": 32,
};

const USER_SETTINGS = {
  "files.simpleDialog.enable": true,
  "files.exclude": { "**/.vscode": true }, // is no text to learn
  "editor.lightbulb.enabled": "on",
};
const NAME = "lighthouse";

export async function openRoomServer(options: ServerOptions = {}): Promise<RoomServer> {
  const base = fs.mkdtempSync(path.join(os.tmpdir(), "mlm-ui-"));
  const server = await startExtendedServer(base, {
    ...options,
    settings: { ...USER_SETTINGS, ...options.settings },
  });
  const browser = await launchBrowser(ensureChromium());
  return {
    server,
    base,
    open: async (room = {}) => {
      const own = fs.mkdtempSync(path.join(base, "room-"));
      const { folder, storage } = await layOut(own, room);
      return openRoom({ server, base, folder, storage, context: await newContext(browser) }, room.file);
    },
    close: async () => {
      await browser.close();
      await server.stop();
      fs.rmSync(base, { recursive: true, force: true });
    },
  };
}

async function layOut(own: string, { settings, files, earlier }: RoomOptions) {
  const folder = path.join(own, NAME);
  const models = path.join(own, "models");
  fs.mkdirSync(path.join(folder, ".vscode"), { recursive: true });
  writeCorpus(folder);
  for (const [name, text] of Object.entries(files ?? {})) fs.writeFileSync(path.join(folder, name), text);
  const training = settings === "none" ? {} : { ...QUICK_TRAINING, ...settings };
  const all = { "workspaceMlm.modelsFolder": models, ...training };
  fs.writeFileSync(path.join(folder, ".vscode", "settings.json"), JSON.stringify(all));
  const storage = modelsFolder(models, { name: NAME, places: [folder] });
  await earlier?.(storage);
  return { folder, storage };
}

interface Place extends Pick<RoomServer, "server" | "base"> {
  readonly folder: string;
  readonly storage: string;
  readonly context: BrowserContext;
}

async function openRoom(place: Place, file?: string): Promise<Room> {
  const { server, base, folder, storage, context } = place;
  const strangers = new Set(["trainer", "predictor"].flatMap((role) => processesOf(base, role)));
  const payload =
    file === undefined ? [] : ([["openFile", remoteUri(server, path.join(folder, file))]] as const);
  const { page } = await openWorkbench(server, ensureChromium(), { folder, payload, context });
  page.setDefaultTimeout(waitMs);
  await page
    .locator(file === undefined ? ".monaco-workbench" : `.tab[data-resource-name="${file}"]`)
    .waitFor();
  return {
    page,
    folder,
    storage,
    processes: (role) => processesOf(base, role).filter((id) => !strangers.has(id)),
    reopen: async () => {
      await leave(page);
      return openRoom(place, file);
    },
    close: async () => {
      for (const window of context.pages()) await leave(window);
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
  /** Opens a window of the test's own, which is closed after it. */
  readonly open: RoomServer["open"];
}

/** A test of this kind stands alone: it sets up what it needs in a window that it opens. */
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
      await use(async (room) => {
        rooms.push(await house.open(room));
        return rooms.at(-1)!;
      });
      for (const { page, close } of rooms) {
        const [window] = page.context().pages().slice(-1);
        if (task.result?.state === "fail" && window !== undefined)
          await showFailure(window, (name) => shot(window, failureName(`${task.name} ${name}`)));
        await close();
      }
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
