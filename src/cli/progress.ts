import type { Io } from "./command";
import { printLine } from "./command";

/** Shows how far a long task is: one line that is redrawn on a terminal, a plain line now and then elsewhere. */
export interface Progress {
  update(done: number, total: number, detail: string): void;
  /** Removes the redrawn line, so that something else can be printed. */
  clear(): void;
}

const BAR_WIDTH = 24;
const REDRAW_MS = 100;
const PLAIN_MS = 10_000;

export function createProgress(io: Io, now: () => number = () => performance.now()): Progress {
  const interval = io.isTerminal ? REDRAW_MS : PLAIN_MS;
  let last = io.isTerminal ? Number.NEGATIVE_INFINITY : now();
  return {
    update(done, total, detail) {
      if (now() - last < interval) return;
      last = now();
      const share = done / total;
      const percent = `${String(Math.floor(share * 100)).padStart(3)} %`;
      if (io.isTerminal) io.stderr.write(`\r\u001b[K${bar(share)} ${percent}  ${detail}`);
      else printLine(io.stderr, `${percent}  ${detail}`);
    },
    clear() {
      if (io.isTerminal) io.stderr.write("\r\u001b[K");
    },
  };
}

function bar(share: number): string {
  const filled = Math.round(share * BAR_WIDTH);
  return "█".repeat(filled) + "░".repeat(BAR_WIDTH - filled);
}

/** "1:05:09", "5:09" */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const shown = parts[0] > 0 ? parts : parts.slice(1);
  return shown.map((part, index) => (index === 0 ? String(part) : String(part).padStart(2, "0"))).join(":");
}

/** "1,234,567" */
export const formatCount = (count: number): string => Math.round(count).toLocaleString("en-US");

/** "41.3 %" */
export const formatShare = (share: number): string => `${(share * 100).toFixed(1)} %`;
