import { DAY, HandClock } from "../src/clock";
import { Guest } from "../src/guest";
import { Ledger } from "../src/ledger";
import { first, next } from "../src/pulse";
import { SmallShelf } from "../src/shelf";
import { fails, same, test } from "./check";

test("the ledger knows the last pulse of a lantern", () => {
  const ledger = new Ledger(new HandClock(), new SmallShelf());
  const pulse = first("north", 1);
  ledger.write(pulse);
  ledger.write(first("south", 2));
  same(ledger.last("north"), pulse);
});

test("the ledger turns the page at midnight and lays the full page on the shelf", () => {
  const shelf = new SmallShelf();
  const ledger = new Ledger(new HandClock(), shelf);
  const pulse = first("mill", DAY - 1);
  ledger.write(pulse);
  same(shelf.numbers(), []);
  ledger.write(next(pulse, DAY));
  same(shelf.numbers(), [0]);
  same(shelf.take(0)?.last("mill"), pulse);
});

test("a page on the shelf is never written again", () => {
  const ledger = new Ledger(new HandClock(), new SmallShelf());
  ledger.write(first("chapel", DAY));
  fails(() => ledger.write(first("chapel", 5)));
});

test("a full shelf gives away the oldest page", () => {
  const shelf = new SmallShelf(2);
  const ledger = new Ledger(new HandClock(), shelf);
  for (let number = 0; number < 4; number++) ledger.write(first("pier", number * DAY));
  same(shelf.numbers(), [1, 2]);
});

test("a guest counts the pulses in the ledger", () => {
  const ledger = new Ledger(new HandClock(), new SmallShelf());
  let pulse = first("bridge", 0);
  ledger.write(pulse);
  pulse = next(pulse, 1);
  ledger.write(pulse);
  ledger.write(next(pulse, 6));
  const guest = new Guest("school", ledger);
  same(guest.count(0, 10).get("bridge"), 3);
  same(guest.gap("bridge", 0, 10), 5);
});
