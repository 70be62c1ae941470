import fc from "fast-check";
import { expect, test } from "vitest";
import { type Look, type Pass, passes } from "../../../src/core/scoring/looks";

const FRAME = { clsTokenId: -1, sepTokenId: -2, maskTokenId: -3 };

interface Case {
  readonly ids: Int32Array;
  readonly looks: readonly Look[];
  readonly windowTokens: number;
  readonly margin: number;
  readonly spacing: number;
}

/** Texts whose tokens are their own positions, with words of one to three tokens, of which some are looked at. */
const cases: fc.Arbitrary<Case> = fc
  .record({
    lengths: fc.array(fc.record({ tokens: fc.integer({ min: 1, max: 3 }), isAsked: fc.boolean() }), {
      minLength: 1,
      maxLength: 120,
    }),
    windowTokens: fc.integer({ min: 24, max: 64 }),
    margin: fc.integer({ min: 0, max: 5 }),
    spacing: fc.integer({ min: 0, max: 30 }),
  })
  .map(({ lengths, ...options }) => {
    const looks: Look[] = [];
    let first = 0;
    for (const { tokens, isAsked } of lengths) {
      const word = { first, end: first + tokens };
      if (isAsked && tokens > 1) looks.push({ ...word, masks: tokens }, { ...word, masks: tokens + 2 });
      if (isAsked) looks.push({ ...word, masks: 1 });
      first += tokens;
    }
    return { ids: Int32Array.from({ length: first }, (_, at) => at), looks, ...options };
  });

const all = ({ ids, looks, ...options }: Case): Pass<Look>[] => [...passes(ids, looks, FRAME, options)];

test("every look is made once, those of a word in their order", () =>
  fc.assert(
    fc.property(cases, (each) => {
      const made = all(each).flatMap(({ looks }) => looks);
      expect(new Set(made).size).toBe(made.length);
      expect([...made].sort((a, b) => a.first - b.first)).toEqual(each.looks);
    }),
  ));

test("a pass is the text with the words of its looks behind masks and nothing else missing", () =>
  fc.assert(
    fc.property(cases, (each) => {
      for (const { ids, positions, looks } of all(each)) {
        expect([ids[0], ids.at(-1)]).toEqual([FRAME.clsTokenId, FRAME.sepTokenId]);
        const hidden = new Map(looks.map((look, at) => [positions[at]![0], { look, masks: positions[at]! }]));
        let next: number | undefined;
        for (let at = 1; at < ids.length - 1; at++) {
          const found = hidden.get(at);
          if (found === undefined) {
            expect(ids[at]).toBe(next ?? ids[at]);
            next = ids[at]! + 1;
            continue;
          }
          expect(found.look.first).toBe(next ?? found.look.first);
          for (const place of found.masks) expect(ids[place]).toBe(FRAME.maskTokenId);
          next = found.look.end;
          at += found.masks.length - 1;
        }
      }
    }),
  ));

test("hidden words stand apart, the window is never longer, and as long as the text allows", () =>
  fc.assert(
    fc.property(cases, (each) => {
      for (const { ids, looks } of all(each)) {
        for (const [at, look] of looks.entries())
          if (at > 0) expect(look.first - looks[at - 1]!.end).toBeGreaterThanOrEqual(each.spacing);
        const saved = looks.reduce((sum, { first, end, masks }) => sum + end - first - masks, 0);
        expect(ids.length).toBe(Math.min(each.windowTokens, each.ids.length - saved + 2));
      }
    }),
  ));

test("a hidden word sees the margin on both sides, where the text has it", () =>
  fc.assert(
    fc.property(cases, (each) => {
      for (const { ids, positions, looks } of all(each)) {
        const last = looks.at(-1)!;
        const right = ids.length - 2 - positions.at(-1)!.at(-1)!;
        expect(right).toBeGreaterThanOrEqual(Math.min(each.margin, each.ids.length - last.end));
        expect(positions[0]![0]! - 1).toBeGreaterThanOrEqual(Math.min(each.margin, looks[0]!.first));
      }
    }),
  ));
