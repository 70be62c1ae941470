import { readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { reportHtml } from "../../src/extension/report/reportHtml";
import type { ReportPage } from "../../src/protocol/reportPage";
import { waitMs } from "../harness/limits.json";

const ORIGIN = "https://report.test";

export interface OpenedReport {
  readonly page: Page;
  /** What the page's policy refused, and the errors that nobody caught. */
  readonly complaints: readonly string[];
  show(report: ReportPage): Promise<void>;
}

/** The built page under its own policy, in a browser without an editor: `acquireVsCodeApi` keeps the state in the page. */
export async function openReport(browser: Browser, width = 900): Promise<OpenedReport> {
  const page = await browser.newPage({ viewport: { width, height: 1200 } });
  page.setDefaultTimeout(waitMs);
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  await page.addInitScript(`
    let state;
    globalThis.acquireVsCodeApi = () => ({ getState: () => state, setState: (next) => { state = next; }, postMessage: () => {} });
  `);
  const html = reportHtml({
    title: "Training Report",
    language: "en",
    script: `${ORIGIN}/report.js`,
    style: `${ORIGIN}/report.css`,
    cspSource: ORIGIN,
    nonce: "abc",
  });
  await page.route(`${ORIGIN}/**`, (route) => {
    const name = new URL(route.request().url()).pathname.slice(1);
    if (name === "report.js") return route.fulfill({ contentType: "text/javascript", body: built(name) });
    if (name === "report.css") return route.fulfill({ contentType: "text/css", body: built(name) });
    return route.fulfill({ contentType: "text/html", body: html });
  });
  await page.goto(`${ORIGIN}/`);
  return {
    page,
    complaints,
    show: (report) => page.evaluate(`postMessage(${JSON.stringify({ type: "page", page: report })}, "*")`),
  };
}

function built(name: string): string {
  return readFileSync(`dist/webview/${name}`, "utf8");
}
