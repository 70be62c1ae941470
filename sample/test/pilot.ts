import { Berth, find } from "../src/berth";
import { HandClock } from "../src/clock";
import { Ledger } from "../src/ledger";
import { Pilot } from "../src/pilot";
import { first } from "../src/pulse";
import { SmallShelf } from "../src/shelf";
import { same, test } from "./check";

/** Two berths under the north lantern, one berth under the south lantern, and a pilot. */
function harbour() {
  const clock = new HandClock();
  const ledger = new Ledger(clock, new SmallShelf());
  const berths = [new Berth(1, "north"), new Berth(2, "north"), new Berth(3, "south")];
  const pilot = new Pilot(ledger, berths, clock);
  ledger.write(first("north", 0));
  return { clock, ledger, berths, pilot };
}

test("the pilot moves a boat away from a dark lantern", () => {
  const { clock, ledger, berths, pilot } = harbour();
  berths[0]?.moor("heron");
  clock.wind(5);
  ledger.write(first("south", 5));
  same(pilot.round(), [{ boat: "heron", from: 1, to: 3 }]);
  same(find(berths, "heron")?.number, 3);
});

test("the pilot leaves a boat under a lit lantern at its berth", () => {
  const { berths, pilot } = harbour();
  berths[1]?.moor("otter");
  same(pilot.round(), []);
});

test("the pilot waits while another hand holds the rope", () => {
  const { clock, ledger, berths, pilot } = harbour();
  berths[0]?.moor("robin");
  berths[0]?.rope.take("Joss");
  clock.wind(5);
  ledger.write(first("south", 5));
  same(pilot.round(), []);
  berths[0]?.rope.drop("Joss");
  same(pilot.round().length, 1);
});

test("the pilot drops the rope when the boat lies at its new berth", () => {
  const { clock, ledger, berths, pilot } = harbour();
  berths[0]?.moor("clover");
  clock.wind(5);
  ledger.write(first("south", 5));
  pilot.round();
  same(
    berths.map((berth) => berth.rope.holder() ?? "free"),
    ["free", "free", "free"],
  );
});

test("without a free berth the boat stays and the pilot tries again", () => {
  const { clock, ledger, berths, pilot } = harbour();
  berths[0]?.moor("marble");
  berths[2]?.moor("swift");
  clock.wind(5);
  ledger.write(first("south", 5));
  same(pilot.round(), []);
});

test("the pilot moves the boats to the upper berths when the drift is high", () => {
  const clock = new HandClock();
  const ledger = new Ledger(clock, new SmallShelf());
  const berths = [new Berth(1, "north"), new Berth(2, "north"), new Berth(5, "mill")];
  const pilot = new Pilot(ledger, berths, clock);
  berths[0]?.moor("swift");
  ledger.write(first("north", 0));
  ledger.write(first("mill", 0));
  same(pilot.lift({ minute: 0, measured: 219, forecast: 210 }), []);
  same(pilot.lift({ minute: 0, measured: 241, forecast: 210 }), [{ boat: "swift", from: 1, to: 5 }]);
});
