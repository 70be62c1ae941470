import { expect, test } from "vitest";
import { createThroughput } from "../../../src/engine/follow/throughput";

/** Tokens a second and the seconds left after steps of 100 tokens that took so many seconds, of 20 in all. */
function after(seconds: readonly number[]): [number, number] {
  let now = 0;
  let pace = 0;
  const throughput = createThroughput(() => 1000 * now);
  for (const elapsed of seconds) {
    now += elapsed;
    pace = throughput.add(100);
  }
  return [pace, throughput.secondsLeft(seconds.length, 20)];
}

test.each<[string, readonly number[], [number, number]]>([
  ["even steps", [1, 1, 1, 1], [100, 16]],
  ["steps that become slower", [1, 1, 4, 4], [40, 40]],
  ["a machine that slept for an hour", [1, 1, 1, 3601, 1], [100, 15]],
  ["a machine that slept for a minute", [1, 1, 60, 1, 1], [100, 15]],
  ["slow steps that all take long", [30, 40, 30, 40], [400 / 140, 16 * 35]],
  ["one slow step that is no gap", [1, 1, 9, 1], [400 / 12, 48]],
])("%s", (_name, seconds, [pace, left]) => {
  const [measured, remaining] = after(seconds);
  expect(measured).toBeCloseTo(pace, 6);
  expect(remaining).toBeCloseTo(left, 6);
});

test("a pause counts as no time", () => {
  let now = 0;
  const throughput = createThroughput(() => now);
  now = 1000;
  throughput.add(100);
  now = 6000;
  throughput.pause();
  now = 7000;
  expect(throughput.add(100)).toBe(100);
});
