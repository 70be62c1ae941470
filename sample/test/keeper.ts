import { Bell } from "../src/bell";
import { HandClock } from "../src/clock";
import { Keeper } from "../src/keeper";
import { Ledger } from "../src/ledger";
import { SmallShelf } from "../src/shelf";
import { candle } from "./candle";
import { same, test } from "./check";

/** A clock, a ledger and a bell for one keeper. The bell writes what it says into a list. */
function harbour() {
  const said: string[] = [];
  const clock = new HandClock();
  const ledger = new Ledger(clock, new SmallShelf());
  const bell = new Bell((sentence) => said.push(sentence));
  return { clock, ledger, bell, said };
}

test("a keeper sends a pulse every minute", () => {
  const { clock, ledger, bell } = harbour();
  const keeper = new Keeper(candle("north"), { clock, ledger, bell });
  for (let minute = 0; minute < 10; minute++) {
    keeper.look();
    clock.wind(1);
  }
  same(ledger.between(0, 10).length, 10);
});

test("a keeper writes each pulse to the ledger only once", () => {
  const { clock, ledger, bell } = harbour();
  const keeper = new Keeper(candle("mill"), { clock, ledger, bell });
  keeper.look();
  keeper.look();
  same(ledger.between(0, 1).length, 1);
});

test("a lantern that misses three pulses is dark", () => {
  const { clock, ledger, bell } = harbour();
  const lantern = candle("south");
  const keeper = new Keeper(lantern, { clock, ledger, bell });
  same(keeper.look(), "lit");
  lantern.blow();
  clock.wind(2);
  same(keeper.look(), "lit");
  clock.wind(1);
  same(keeper.look(), "dark");
});

test("the keeper of a dark lantern rings the bell once", () => {
  const { clock, ledger, bell, said } = harbour();
  const lantern = candle("pier");
  const keeper = new Keeper(lantern, { clock, ledger, bell });
  keeper.look();
  lantern.blow();
  clock.wind(3);
  keeper.look();
  keeper.look();
  same(said, ["00:03: the pier lantern is dark"]);
});

test("the bell rests when the lantern is lit again", () => {
  const { clock, ledger, bell, said } = harbour();
  const lantern = candle("bridge");
  const keeper = new Keeper(lantern, { clock, ledger, bell });
  keeper.look();
  lantern.blow();
  clock.wind(3);
  keeper.look();
  bell.answer("bridge", "Tom");
  lantern.light();
  clock.wind(1);
  keeper.look();
  same(said.length, 2);
  same(bell.count(), 0);
});

test("a bell that nobody had to answer is a gull", () => {
  const { clock, ledger, bell } = harbour();
  const lantern = candle("market");
  const keeper = new Keeper(lantern, { clock, ledger, bell });
  keeper.look();
  lantern.blow();
  clock.wind(3);
  keeper.look();
  lantern.light();
  clock.wind(1);
  keeper.look();
  same(bell.count(), 1);
});
