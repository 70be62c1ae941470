import { Tokenizer } from "@huggingface/tokenizers";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { IdBuffer } from "../../../src/core/tokenizer/idBuffer";
import { CASES, fixtureTokenizer, readFixture } from "./fixtures";

const SEED = { seed: 20_240_607, numRuns: 1000 };
/** Any UTF-16 units, lone surrogates included, with what matters to BERT made frequent. */
const anyText = fc
  .array(
    fc.oneof(
      fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
      fc.constantFrom(
        "[MASK]",
        "[CLS]",
        "a",
        "The",
        " ",
        "\n",
        "e\u0301",
        "\u00c5",
        "\u6c49",
        "\u{1f600}",
        "\u200d",
      ),
      fc.string({ unit: "grapheme", maxLength: 8 }),
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(""));
const asciiText = fc.string({
  unit: fc.constantFrom(..." \n\tabceghilnorstTAMN019.,_-#[]()'\""),
  maxLength: 120,
});

describe.each(CASES)("encode, %s", (name) => {
  const tokenizer = fixtureTokenizer(name);

  it("gives ascending places inside the text", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { ids, starts, ends } = tokenizer.encode(text, { addSpecialTokens: false });
        for (let i = 0; i < ids.length; i++) {
          expect(starts[i]).toBeLessThan(ends[i]!);
          expect(starts[i]).toBeGreaterThanOrEqual(i > 0 ? starts[i - 1]! : 0);
          expect(ends[i]).toBeGreaterThanOrEqual(i > 0 ? ends[i - 1]! : 0);
          expect(ends[i]).toBeLessThanOrEqual(text.length);
        }
      }),
      SEED,
    );
  });

  it("gives the place where ASCII tokens stand, and leaves out nothing but space", () => {
    fc.assert(
      fc.property(asciiText, (text) => {
        const { ids, starts, ends, tokens } = tokenizer.encode(text, { addSpecialTokens: false });
        let covered = "";
        tokens.forEach((token, i) => {
          const slice = text.slice(starts[i], ends[i]);
          covered += slice;
          const piece = tokenizer.continuesWord(ids[i]!) ? token.slice(2) : token;
          if (ids[i] !== tokenizer.unkTokenId)
            expect(name === "cased" ? slice : slice.toLowerCase()).toBe(piece);
        });
        expect(covered).toBe(text.replace(/\s/g, ""));
      }),
      SEED,
    );
  });

  it("gives the same ids on the fast path, with any cache, or none", () => {
    const variants = [0, 1, 8].map((cacheWords) => fixtureTokenizer(name, { cacheWords }));
    fc.assert(
      fc.property(anyText, (text) => {
        const asText = { addSpecialTokens: false, parseSpecialTokens: false };
        const expected = [...tokenizer.encode(text, asText).ids];
        for (const variant of [tokenizer, ...variants]) {
          const out = new IdBuffer(1);
          variant.encodeIds(text, out);
          expect([...out.toArray()]).toEqual(expected);
        }
      }),
      SEED,
    );
  });

  it("agrees with @huggingface/tokenizers on ASCII", () => {
    const theirs = new Tokenizer(
      JSON.parse(readFixture(`tokenizer-${name}/tokenizer.json`)),
      JSON.parse(readFixture(`tokenizer-${name}/tokenizer_config.json`)),
    );
    fc.assert(
      fc.property(asciiText, (text) => {
        expect([...tokenizer.encode(text).ids]).toEqual([...theirs.encode(text).ids]);
      }),
      SEED,
    );
  });
});
