import { describe, expect, it } from "vitest";
import { CASES, type Case, fixtureTokenizer, readFixture } from "./fixtures";

const rows: Record<Case, { ids: number[]; all: string; ordinary: string }[]> = JSON.parse(
  readFixture("decoding.json"),
);

describe.each(CASES)("decode, %s, against the reference", (name) => {
  const tokenizer = fixtureTokenizer(name);

  it.each(rows[name])("$all", ({ ids, all, ordinary }) => {
    expect(tokenizer.decode(ids)).toBe(all);
    expect(tokenizer.decode(Int32Array.from(ids), { skipSpecialTokens: true })).toBe(ordinary);
  });
});
