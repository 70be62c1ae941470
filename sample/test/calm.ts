import { board, calm, next, open, work } from "../src/calm";
import { drift, high, mean, speak } from "../src/drift";
import { fails, same, test } from "./check";

test("the drift is the measured tide less the forecast tide", () => {
  same(drift({ minute: 0, measured: 219, forecast: 210 }), 9);
  same(drift({ minute: 0, measured: 204, forecast: 210 }), -6);
});

test("the mean drift of no readings is nothing", () => {
  same(mean([]), undefined);
});

test("a drift is spoken with above or below", () => {
  same(speak({ minute: 0, measured: 219, forecast: 210 }), "a drift of 9 above");
  same(speak({ minute: 0, measured: 204, forecast: 210 }), "a drift of 6 below");
  same(speak({ minute: 0, measured: 210, forecast: 210 }), "no drift");
});

test("a calm opens an hour before low tide and closes an hour after", () => {
  same(calm(600), { opens: 540, closes: 660 });
  same(board(calm(600)), "the next calm opens at 09:00 and closes at 11:00");
});

test("work is allowed in a calm and refused outside a calm", () => {
  const window = calm(600);
  same(
    work(window, 600, () => "done"),
    "done",
  );
  fails(() => work(window, 700, () => "done"));
});

test("a high drift closes the calm", () => {
  const reading = { minute: 600, measured: 245, forecast: 210 };
  same(high(reading), true);
  same(open(calm(600), 600, reading), false);
});

test("whoever is late waits for the next calm", () => {
  same(next([calm(600), calm(1350)], 700), calm(1350));
});
