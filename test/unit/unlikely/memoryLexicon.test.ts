import fc from "fast-check";
import { expect, test } from "vitest";
import { linePlaces } from "../../../src/core/linePlaces";
import { MemoryBuilder } from "../../../src/core/memory/memoryBuilder";
import { createWordTable } from "../../../src/core/memory/wordTable";
import { WorkspaceMemory } from "../../../src/core/memory/workspaceMemory";
import { MemoryLexicon } from "../../../src/core/unlikely/memoryLexicon";
import { smallTokenizer } from "../../support/smallTokenizer";

const tokenizer = smallTokenizer(["the", "lamp", "keeper", "light", "##house", "lantern", "."]);
const table = createWordTable(tokenizer);
const ids = (text: string) => tokenizer.encode(text, { addSpecialTokens: false }).ids;
const { signal } = new AbortController();

test("the lexicon of a memory has the words of its files as they are now, whole", async () => {
  const builder = new MemoryBuilder(table);
  builder.add("/a", ids("the keeper . the lighthouse"));
  builder.add("/b", ids("the lamp ."));
  const memory = new WorkspaceMemory(table, builder.build());
  memory.exchange("/b", ids("the keeper lantern"));
  const words = new MemoryLexicon(tokenizer, table);
  await words.addMemory(memory, signal);
  const files = (word: string, own?: string) => words.lexicon.filesWith(word, words.numberOf(own));
  expect([files("keeper"), files("keeper", "/b"), files("lighthouse"), files("lantern")]).toEqual([
    2, 1, 1, 1,
  ]);
  expect(files("lamp"), "of the vocabulary alone").toBe(0);
  expect(words.lexicon.words.near("lampe").map(({ word }) => word)).toContain("lamp");
  words.addFile("/c", ids("lamp"));
  expect(files("lamp")).toBe(1);
});

test("lines and columns count from 1, with every kind of line end", () =>
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom("a", "\n", "\r", "\r\n"), maxLength: 12 }), (text) => {
      const placeAt = linePlaces(text);
      for (let offset = 0; offset <= text.length; offset++) {
        const before = text.slice(0, offset);
        const splitsEnd = text[offset - 1] === "\r" && text[offset] === "\n";
        const lines = (splitsEnd ? before.slice(0, -1) : before).split(/\r\n|\n|\r/);
        const column = lines.at(-1)!.length + 1 + Number(splitsEnd);
        expect(placeAt(offset)).toEqual({ line: lines.length, column });
      }
    }),
  ));
