import { expect, test } from "vitest";
import { createWorkClock } from "../../../src/engine/follow/workClock";

type Deed = number | "pause" | "go on";

/** Seconds of work after seconds that passed, each until a look, and pauses. */
function after(deeds: readonly Deed[], before = 0): number {
  let now = 5000;
  const clock = createWorkClock(1000 * before, () => now);
  for (const deed of deeds) {
    if (deed === "pause") clock.pause();
    else if (deed === "go on") clock.resume();
    else {
      now += 1000 * deed;
      clock.look();
    }
  }
  return clock.look() / 1000;
}

test.each<[string, readonly Deed[], number]>([
  ["work", [1, 2, 3], 6],
  ["a pause with looks in it", [1, "pause", 5, 5, "go on", 1], 2],
  ["a pause of a night", [1, "pause", 30_000, "go on", 1], 2],
  ["a machine that slept for an hour", [1, 1, 3601, 1], 3],
  ["a machine that slept twice", [1, 600, 1, 90, 1], 3],
  ["a machine that slept through a pause, and again", [1, "pause", 3600, "go on", 1, 3600, 1], 3],
  ["a part of a step that blocks for long", [1, 20, 1], 22],
  ["a pause that is ended twice", [1, "pause", 5, "go on", "go on", 1], 2],
])("%s", (_name, deeds, seconds) => {
  expect(after(deeds)).toBeCloseTo(seconds, 9);
});

test("goes on from the work of an earlier process", () => {
  expect(after([1, 3600, 1], 100)).toBeCloseTo(102, 9);
});
