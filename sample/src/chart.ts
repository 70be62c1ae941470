import { LENGTH } from "./calm";
import { HIGH } from "./drift";
import { type LanternName, MISSED } from "./lantern";

/** What a chart says of one berth: its number and the lantern under which it lies. */
export interface ChartBerth {
  readonly number: number;
  readonly lantern: LanternName;
}

/**
 * A chart is the file that says how the harbour is set up: which lanterns have a keeper, which berths
 * lie under which lantern, how long a calm lasts and which drift is high.
 *
 * Nothing is set anywhere else. Whoever wants to change the harbour edits the chart, waits for a calm,
 * and opens the chart again.
 */
export interface Chart {
  readonly name: string;
  readonly lanterns: readonly LanternName[];
  readonly berths: readonly ChartBerth[];
  /** After how many missed pulses a lantern is dark. */
  readonly missed: number;
  /** How long a calm lasts, in minutes. */
  readonly calm: number;
  /** Above which drift, in centimetres, the water is high. */
  readonly drift: number;
  /** How many pages lie on the shelf. */
  readonly shelf: number;
  /** The names of the guests, who may read the ledger. */
  readonly guests: readonly string[];
}

/** A chart that cannot be opened, with the reason in words that the harbour office understands. */
export class ChartError extends Error {}

/** Opens a chart from its text. A chart with a fault is never opened by halves. */
export function open(text: string): Chart {
  const found = JSON.parse(text) as Partial<Chart>;
  if (!found.name) throw new ChartError("a chart must have a name");
  const chart: Chart = {
    name: found.name,
    lanterns: found.lanterns ?? [],
    berths: found.berths ?? [],
    missed: found.missed ?? MISSED,
    calm: found.calm ?? LENGTH,
    drift: found.drift ?? HIGH,
    shelf: found.shelf ?? 30,
    guests: found.guests ?? [],
  };
  check(chart);
  return chart;
}

/** Checks a chart: every berth must lie under a lantern of the same chart. */
export function check(chart: Chart): void {
  if (chart.lanterns.length === 0) throw new ChartError("a chart must name at least one lantern");
  for (const berth of chart.berths) {
    if (chart.lanterns.includes(berth.lantern)) continue;
    throw new ChartError(`berth ${berth.number} lies under a lantern that is not in the chart`);
  }
  if (chart.missed < 2) throw new ChartError("one missed pulse does not make a lantern dark");
  if (chart.calm < 30) throw new ChartError("a calm is at least half an hour long");
}
