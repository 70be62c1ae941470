import { open } from "../src/chart";
import { HandClock } from "../src/clock";
import { greeting, RELEASES, wind } from "../src/release";
import { Town } from "../src/town";
import { candle } from "./candle";
import { fails, same, test } from "./check";

const text = JSON.stringify({
  name: "small",
  lanterns: ["north", "south"],
  berths: [{ number: 1, lantern: "north" }],
  guests: ["bakery"],
});

test("a chart is opened from its text", () => {
  const chart = open(text);
  same(chart.name, "small");
  same(chart.missed, 3);
  same(chart.drift, 20);
});

test("a chart without a lantern is not opened", () => {
  fails(() => open(JSON.stringify({ name: "empty" })));
});

test("a berth must lie under a lantern of the chart", () => {
  fails(() =>
    open(JSON.stringify({ name: "odd", lanterns: ["mill"], berths: [{ number: 1, lantern: "pier" }] })),
  );
});

test("the town gives a keeper to each lantern of the chart", () => {
  const clock = new HandClock();
  const town = new Town(open(text), [candle("north"), candle("chapel")], clock, () => {});
  town.minute();
  same(town.keeper("north")?.state(), "lit");
  same(town.keeper("chapel"), undefined);
  same(town.guest("bakery").seen("north"), 0);
});

test("each release is named after a wind", () => {
  same(wind("1.1"), "gale");
  same(new Set(RELEASES.map((release) => release.wind)).size, RELEASES.length);
  same(greeting({ version: "1.0", wind: "breeze" }), "Tidewatch 1.0, named after the wind breeze");
});
