import * as v from "valibot";

/** A number from `least` to `most`; `fallback` where the field is absent or null. */
export function number(fallback: number, least: number, most: number) {
  return v.nullish(v.pipe(v.number(), v.minValue(least), v.maxValue(most)), fallback);
}

/** A whole number from `least` to `most`; `fallback` where the field is absent or null. */
export function integer(fallback: number, least: number, most: number) {
  return v.nullish(wholeNumber(least, most), fallback);
}

/** One that must be there. */
export function wholeNumber(least: number, most: number) {
  return v.pipe(v.number(), v.minValue(least), v.maxValue(most), v.integer());
}

/** How many there are of something. */
export const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** `fallback` where the field is absent or null. */
export function flag(fallback: boolean) {
  return v.nullish(v.boolean(), fallback);
}

/** Absent, null or this value: a field that may say nothing else. */
export function only<const T extends string | boolean>(value: T) {
  return v.nullish(v.literal(value));
}

/** An object as it is; Valibot's own schemas leave out the keys that every object inherits, which a vocabulary may hold. */
export const plainObject = v.custom<object>(
  (value) => typeof value === "object" && value !== null && !Array.isArray(value),
);

/** An object with these fields, unlike a list; others are ignored. */
export function fields<const E extends v.ObjectEntries>(entries: E) {
  return v.pipe(plainObject, v.object(entries));
}

/** The same, and as if it were empty where it is absent or null. */
export function optionalFields<const E extends v.ObjectEntries>(entries: E) {
  return v.nullish(fields(entries), {});
}
