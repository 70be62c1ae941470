// Films the extension at work in a real workbench, and takes the README's pictures: `node film.js VSIX FOLDER`.
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import type { Locator, Page } from "playwright-core";
import sharp from "sharp";
import { takePictures } from "./pictures";
import { installVsix, remoteUri, startServer } from "./server";
import { ensureChromium, ensureServer } from "./setup";
import { openWorkbench } from "./workbench";

const SIZE = { width: 1000, height: 600 };
const SENTENCE = "When a lamp is out for the third minute, the keeper goes and rings the ";
const TRAINING_LIMIT_MS = 30 * 60_000;
const SETTINGS = {
  "workbench.colorTheme": "Default Dark Modern",
  "workbench.activityBar.location": "hidden",
  "editor.minimap.enabled": false,
  "editor.fontSize": 16,
  "editor.wordWrap": "on",
  "breadcrumbs.enabled": false,
};

/** Screenshots, each with how long it stays, in milliseconds; waiting between them is not shown. */
class Film {
  readonly #frames: { readonly image: Buffer; readonly delay: number }[] = [];

  constructor(readonly page: Page) {}

  async shoot(delay: number): Promise<void> {
    this.#frames.push({ image: await this.page.screenshot(), delay });
  }

  /** Writes it as an animated GIF that repeats for ever. */
  async write(target: string): Promise<void> {
    const images = this.#frames.map(({ image }) => image);
    const delay = this.#frames.map((frame) => frame.delay);
    await sharp(images, { join: { animated: true } })
      .gif({ delay, loop: 0, colours: 128, dither: 0, interFrameMaxError: 2 })
      .toFile(target);
  }
}

async function main([vsix, folder]: readonly string[]): Promise<void> {
  const base = fs.mkdtempSync(path.join(os.tmpdir(), "mlm-film-"));
  const sample = path.join(base, "sample");
  const notes = path.join(sample, "notes.md");
  fs.cpSync("sample", sample, { recursive: true });
  fs.appendFileSync(path.join(sample, ".mlmignore"), "\nnotes.md\n");
  fs.writeFileSync(notes, "# Notes\n\n");
  const installation = ensureServer(process.cwd(), "latest");
  const extensionsFolder = path.join(base, "extensions");
  installVsix(installation, vsix, extensionsFolder);
  const server = await startServer(installation, { extensionsFolder, settings: SETTINGS });
  try {
    const payload = [["openFile", remoteUri(server, notes)]] as const;
    const { browser, page } = await openWorkbench(server, ensureChromium(), { folder: sample, payload });
    await page.setViewportSize(SIZE);
    page.setDefaultTimeout(120_000);
    const film = new Film(page);
    await play(film, page);
    await film.write(path.join(folder, "demo.gif"));
    await takePictures(page, folder);
    await browser.close();
  } finally {
    await server.stop();
    fs.rmSync(base, { recursive: true, force: true });
  }
  for (const name of fs.readdirSync(folder))
    console.log(`${name}: ${Math.round(fs.statSync(path.join(folder, name)).size / 1024)} KB`);
}

async function play(film: Film, page: Page): Promise<void> {
  await page.locator(".tab", { hasText: "notes.md" }).waitFor();
  await page.keyboard.press("Control+B"); // the side bar
  await page.locator(".editor-instance .view-lines").first().click();
  await page.keyboard.press("Control+End");
  await typeSentence(film, page);
  await untilWords(page);
  await film.shoot(2800);
  await page.keyboard.press("Escape");
  await train(film, page);
  await page.locator(".editor-instance .view-lines").first().click();
  await page.keyboard.press("Control+End");
  await untilWords(page);
  await film.shoot(2800);
  await page.keyboard.press("Enter");
  await page.keyboard.type(".");
  await film.shoot(2500);
}

async function typeSentence(film: Film, page: Page): Promise<void> {
  for (const part of SENTENCE.match(/.{1,9}/g) ?? []) {
    await page.keyboard.type(part);
    await film.shoot(120);
  }
  await page.keyboard.type("[MASK]", { delay: 50 });
  await film.shoot(300);
}

async function train(film: Film, page: Page): Promise<void> {
  await page.keyboard.press("F1");
  await page.locator(".quick-input-widget input.input").fill(">Train MLM");
  await page.locator(".quick-input-list .monaco-list-row", { hasText: "Train MLM on Workspace" }).waitFor();
  await film.shoot(1200);
  await page.keyboard.press("Enter");
  const dialog = page.locator(".monaco-dialog-box");
  await dialog.waitFor();
  await film.shoot(2500);
  await dialog.locator(".monaco-button", { hasText: /^Train$/ }).click();
  await followProgress(film, page);
  await page.keyboard.press("Escape");
  await page.locator(".notifications-toasts .notification-list-item").waitFor({ state: "hidden" });
}

/** A frame for each ten per cent, then the message that tells the result. */
async function followProgress(film: Film, page: Page): Promise<void> {
  const status = page.locator(".statusbar-item", { hasText: /MLM/ });
  const result = page.locator(".notification-toast .monaco-button", { hasText: "Show Report" });
  const until = Date.now() + TRAINING_LIMIT_MS;
  let shown = "";
  while ((await result.count()) === 0) {
    if (Date.now() > until) throw new Error("The training did not end.");
    const tens = /(\d)\d %/.exec((await status.allTextContents()).join(" "))?.[1] ?? "";
    if (tens !== shown) await film.shoot(350);
    shown = tens;
    await page.waitForTimeout(200);
  }
  await film.shoot(3000);
}

/** Asks for the list until it has words: the extension may still be waking up. */
async function untilWords(page: Page): Promise<void> {
  for (let attempt = 0; attempt < 40 && (await suggestions(page).count()) === 0; attempt++) {
    await page.keyboard.press("Control+Space");
    await page.waitForTimeout(1_500);
  }
  await suggestions(page).first().waitFor();
}

function suggestions(page: Page): Locator {
  return page.locator(".suggest-widget.visible .monaco-list-row", { hasText: "%" });
}

void main(process.argv.slice(2));
