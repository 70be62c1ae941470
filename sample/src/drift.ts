import type { Minute } from "./clock";

/** A tide in centimetres above the old stone at the pier. */
export type Tide = number;

/** One reading of the tide: what the staff at the pier measured, and what the almanac had forecast. */
export interface Reading {
  readonly minute: Minute;
  readonly measured: Tide;
  readonly forecast: Tide;
}

/** Above this drift, in centimetres, the water is high and no calm opens. */
export const HIGH = 20;

/**
 * The drift is the difference between the measured tide and the forecast tide, in centimetres.
 *
 * A positive drift means that the water stands higher than the forecast. A negative drift means that
 * the water stands lower. A drift of zero is rare enough for a line in the logbook.
 */
export function drift(reading: Reading): number {
  return reading.measured - reading.forecast;
}

/** The mean drift of some readings. Without a reading there is no drift. */
export function mean(readings: readonly Reading[]): number | undefined {
  if (readings.length === 0) return undefined;
  const sum = readings.reduce((total, reading) => total + drift(reading), 0);
  return sum / readings.length;
}

/** Whether the drift is high: the pilot moves the boats up, and the calm closes. */
export function high(reading: Reading, limit: number = HIGH): boolean {
  return Math.abs(drift(reading)) > limit;
}

/** How a drift is spoken: "a drift of nine", never "an error of nine". */
export function speak(reading: Reading): string {
  const centimetres = drift(reading);
  if (centimetres === 0) return "no drift";
  return centimetres > 0 ? `a drift of ${centimetres} above` : `a drift of ${-centimetres} below`;
}
