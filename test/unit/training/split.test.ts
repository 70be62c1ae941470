import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { heldOutTarget, type Sides, splitUnits } from "../../../src/core/training/split";

const options = { validationSplit: 0.1, seed: 42 };
const unitsOf = (sizes: readonly number[], prefix = "file") =>
  sizes.map((size, at) => ({ name: `${prefix}${at}`, size }));
const apart = (count: number) => Array.from({ length: count }, (_, at) => at);
const heldOut = ({ choosing, reporting }: Sides) => [...choosing, ...reporting].sort((a, b) => a - b);
const sizes = fc.array(fc.integer({ min: 1, max: 25_000 }), { minLength: 2, maxLength: 40 });
const sum = (all: readonly number[]) => all.reduce((total, each) => total + each, 0);

describe("how much is held out", () => {
  test.each([
    [1_000_000, 0.1, 100_000],
    [40_000, 0.1, 4000],
    [30_000, 0.1, 4000],
    [20_000, 0.1, 4000],
    [10_000, 0.1, 2000],
    [10, 0.1, 2],
    [1000, 0.5, 500],
    [1000, 0, 0],
  ])("of %d characters, asked for %d: %d", (size, validationSplit, expected) => {
    expect(heldOutTarget(size, { validationSplit })).toBeCloseTo(expected);
  });
});

describe("splitting", () => {
  test("is complete and disjoint, leaves something to train on, and keeps groups together", () => {
    fc.assert(
      fc.property(
        sizes,
        fc.array(fc.nat(9), { minLength: 40, maxLength: 40 }),
        fc.nat(),
        fc.double({ min: 0.01, max: 0.9, noNaN: true }),
        (all, groups, seed, validationSplit) => {
          const sides = splitUnits(unitsOf(all), groups.slice(0, all.length), { seed, validationSplit });
          const { train, choosing, reporting } = sides;
          expect([...train, ...choosing, ...reporting].sort((a, b) => a - b)).toEqual(apart(all.length));
          expect(train.length).toBeGreaterThan(0);
          for (const [one, other] of [
            [train, choosing],
            [train, reporting],
            [choosing, reporting],
          ]) {
            const left = new Set(one.map((at) => groups[at]));
            expect(other.filter((at) => left.has(groups[at]))).toEqual([]);
          }
          const held = sum(heldOut(sides).map((at) => all[at]));
          const target = heldOutTarget(sum(all), { validationSplit });
          if (sides.isNear) expect(held / target).toBeGreaterThanOrEqual(0.5);
          expect(held).toBeLessThanOrEqual(Math.max(1.5 * target, 0.3 * sum(all)));
        },
      ),
      { seed: 1 },
    );
  });

  test("depends on names and seed alone", () => {
    const units = unitsOf(Array<number>(200).fill(400));
    const first = splitUnits(units, apart(200), options);
    expect(splitUnits(units, apart(200), options)).toEqual(first);
    expect(splitUnits(units, apart(200), { ...options, seed: 43 })).not.toEqual(first);
    expect(heldOut(first)).toHaveLength(20);
    expect([first.choosing.length, first.reporting.length]).toEqual([10, 10]);
  });

  test("keeps its sides when a file is added", () => {
    fc.assert(
      fc.property(fc.integer({ min: 5, max: 60 }), fc.nat(), fc.nat(1000), (count, seed, added) => {
        const before = unitsOf(Array<number>(count).fill(8000));
        const after = [...before, { name: `new${added}`, size: 8000 }];
        const [old, now] = [before, after].map(
          (units) => new Set(heldOut(splitUnits(units, apart(units.length), { ...options, seed }))),
        );
        const moved = apart(count).filter((at) => old.has(at) !== now.has(at));
        expect(moved.length).toBeLessThanOrEqual(1);
      }),
      { seed: 2 },
    );
  });

  test("holds out again what was held out before, each on its side, whatever came and went, with another seed", () => {
    const units = unitsOf(Array<number>(100).fill(2000));
    const first = splitUnits(units, apart(100), options);
    const names = (side: readonly number[], of = units) => side.map((at) => of[at].name);
    const before = { choosing: names(first.choosing), reporting: names(first.reporting) };
    const later = [...unitsOf(Array<number>(50).fill(2500), "added"), ...units.toReversed()];
    const again = splitUnits(later, apart(150), { validationSplit: 0.1, seed: 7, before });
    expect(names(again.choosing, later)).toEqual(expect.arrayContaining(before.choosing));
    expect(names(again.reporting, later)).toEqual(expect.arrayContaining(before.reporting));
  });

  test("holds out nothing where nothing is asked for, nor of a single unit, nor of one that is most of the text", () => {
    expect(heldOut(splitUnits(unitsOf([50, 50]), [0, 1], { ...options, validationSplit: 0 }))).toEqual([]);
    expect(heldOut(splitUnits(unitsOf([5000]), [0], options))).toEqual([]);
    expect(heldOut(splitUnits(unitsOf([4000, 3000, 4000]), [0, 0, 0], options))).toEqual([]);
    expect(heldOut(splitUnits(unitsOf([4000, 3000]), [0, 1], options))).toEqual([]);
  });
});
