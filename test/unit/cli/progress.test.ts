import { PassThrough } from "node:stream";
import { describe, expect, test } from "vitest";
import type { Io } from "../../../src/cli/command";
import { createProgress, formatCount, formatDuration, formatShare } from "../../../src/cli/progress";
import { createThroughput } from "../../../src/engine/follow/throughput";

/** A clock in milliseconds that a test moves. */
function clock() {
  let time = 0;
  return { now: () => time, advance: (ms: number) => (time += ms) };
}

function io(isTerminal: boolean) {
  const stderr = new PassThrough();
  const given: Io = {
    stdout: new PassThrough(),
    stderr,
    isTerminal,
    inputLines: () => undefined,
    signal: new AbortController().signal,
  };
  return { given, written: () => String(stderr.read() ?? "") };
}

describe("progress", () => {
  test("redraws one line on a terminal, ten times a second at most", () => {
    const { given, written } = io(true);
    const { now, advance } = clock();
    const progress = createProgress(given, now);
    progress.update(1, 4, "first");
    progress.update(2, 4, "too soon");
    advance(100);
    progress.update(3, 4, "second");
    progress.clear();
    const bar = (full: number) => "█".repeat(full) + "░".repeat(24 - full);
    expect(written()).toBe(`\r\u001b[K${bar(6)}  25 %  first\r\u001b[K${bar(18)}  75 %  second\r\u001b[K`);
  });

  test("prints a plain line every ten seconds elsewhere", () => {
    const { given, written } = io(false);
    const { now, advance } = clock();
    const progress = createProgress(given, now);
    progress.update(1, 4, "too soon");
    advance(10_000);
    progress.update(4, 4, "now");
    progress.clear();
    expect(written()).toBe("100 %  now\n");
  });
});

test("throughput is that of the last steps, without pauses", () => {
  const { now, advance } = clock();
  const throughput = createThroughput(now);
  advance(5000);
  throughput.pause();
  advance(1000);
  expect(throughput.add(100)).toBe(100);
  advance(3000);
  expect(throughput.add(500)).toBe(150);
  expect(throughput.secondsLeft(2, 12)).toBe(20);
  for (let step = 0; step < 20; step++) {
    advance(100);
    throughput.add(100);
  }
  advance(100);
  expect(throughput.add(100)).toBeCloseTo(1000, 6);
});

test.each([
  [0, "0:00"],
  [59.6, "1:00"],
  [309, "5:09"],
  [3909, "1:05:09"],
  [-3, "0:00"],
])("%d seconds are %s", (seconds, text) => {
  expect(formatDuration(seconds)).toBe(text);
});

test("counts and shares", () => {
  expect([formatCount(1234567.4), formatShare(0.4126), formatShare(1)]).toEqual([
    "1,234,567",
    "41.3 %",
    "100.0 %",
  ]);
});
