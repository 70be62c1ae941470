import "uplot/dist/uPlot.min.css";
import "./report.css";
import type { FromPage, ToPage } from "../protocol/reportPage";
import { pageView } from "./page";
import { type PageState, pageMemory } from "./pageState";

declare function acquireVsCodeApi(): {
  postMessage(message: FromPage): void;
  getState(): PageState | undefined;
  setState(state: PageState): void;
};

const SCROLL_REST_MS = 200;

const host = acquireVsCodeApi();
const memory = pageMemory(host);
const scrollWas = memory.scroll;
const view = pageView(memory, ({ type }) => host.postMessage({ type }));

function show({ page }: ToPage): void {
  const isFirst = !view.element.isConnected;
  if (isFirst) document.body.append(view.element);
  view.update(page);
  if (isFirst) window.scrollTo(0, scrollWas);
}

/** Remembers the place once the scrolling rests. */
function rememberScroll(): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  window.addEventListener("scroll", () => {
    clearTimeout(timer);
    timer = setTimeout(() => memory.setScroll(window.scrollY), SCROLL_REST_MS);
  });
}

window.addEventListener("message", ({ data }: MessageEvent<ToPage>) => {
  if (data.type === "page") show(data);
});
rememberScroll();
host.postMessage({ type: "ready" });
