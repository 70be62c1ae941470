import { describe, expect, test } from "vitest";
import { DropoutMasks } from "../../../src/core/training/dropoutMasks";

const site = (probability: number, input = "mask") => ({ input, shape: ["sequence*batch", 8], probability });
const sizes = { sequence: 50, batch: 250 };

describe.each([0.1, 0.5, 0.9])("masks of probability %d", (probability) => {
  const { mask } = new DropoutMasks([site(probability)], 1).next(sizes);

  test("have the shape, and two values", () => {
    expect(mask.shape).toEqual([12_500, 8]);
    expect([...new Set(mask.data)].sort()).toEqual([0, Math.fround(1 / (1 - probability))]);
  });

  test("drop that share, in every column and every row alike", () => {
    const share = (keep: (at: number) => boolean) => {
      const chosen = mask.data.filter((_, at) => keep(at));
      return [chosen.filter((value) => value === 0).length / chosen.length, chosen.length];
    };
    for (let column = 0; column < 8; column++) {
      const [dropped, count] = share((at) => at % 8 === column);
      expect(Math.abs(dropped - probability)).toBeLessThan(
        5 * Math.sqrt((probability * (1 - probability)) / count),
      );
    }
  });

  test("do not repeat", () => {
    const masks = new DropoutMasks([site(probability, "a"), site(probability, "b")], 1);
    const first = Object.values(masks.next(sizes)).map(({ data }) => data.slice());
    const second = Object.values(masks.next(sizes)).map(({ data }) => data.slice());
    const agreement = probability ** 2 + (1 - probability) ** 2;
    for (const [one, other] of [
      [first[0], first[1]],
      [first[0], second[0]],
    ]) {
      const same = one.filter((value, at) => value === other[at]).length / one.length;
      expect(Math.abs(same - agreement)).toBeLessThan(0.01);
    }
  });
});

test.each([
  [0, 1],
  [1, 0],
  [1 - 1e-12, 0],
])("a probability of %d makes every element %d", (probability, expected) => {
  const { mask } = new DropoutMasks([site(probability)], 1).next(sizes);
  expect(new Set(mask.data)).toEqual(new Set([expected]));
});

test("a generator goes on from a saved state to the bit, also after its memory grew", () => {
  const masks = new DropoutMasks([site(0.1)], 7);
  masks.next({ sequence: 3, batch: 1 });
  const { state } = masks;
  const expected = masks.next(sizes)["mask"].data.slice();
  const restored = new DropoutMasks([site(0.1)], 1);
  restored.state = state;
  expect(restored.next(sizes)["mask"].data).toEqual(expected);
  expect(restored.state).toEqual(masks.state);
});

test("another seed gives other masks", () => {
  const of = (seed: number) =>
    new DropoutMasks([site(0.5)], seed).next({ sequence: 8, batch: 8 })["mask"].data;
  expect(of(1)).toEqual(of(1));
  expect(of(1)).not.toEqual(of(2));
});
