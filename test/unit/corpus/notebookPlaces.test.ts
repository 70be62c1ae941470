import { expect, test } from "vitest";
import { notebookText } from "../../../src/core/corpus/notebook";
import { placedNotebookText } from "../../../src/core/corpus/notebookPlaces";

const cell = (source: unknown) => ({ cell_type: "markdown", metadata: { source: ["no text"] }, source });
const code = (input: unknown) => ({ cell_type: "code", input, outputs: [{ text: ["keeper"] }] });

const TWO_CELLS = {
  metadata: { title: 'a "keeper", {not} [read]' },
  cells: [cell(["The keeper\n", 'has a "lamp".\n']), cell(""), cell("A second\tboat.")],
};

test.each([
  ["lines and strings", JSON.stringify(TWO_CELLS, null, 1)],
  ["without white space", JSON.stringify(TWO_CELLS)],
  ["of format 3", JSON.stringify({ worksheets: [{ cells: [code(["a keeper\n"]), code("lamp boat")] }] })],
  ["with a name twice", '{"cells": [{"source": "no lamp", "source": ["a keeper\\n", "lamp boat"]}]}'],
  [
    "with its cells twice",
    '{"cells": [{"source": "no lamp"}, {"source": "no boat"}], "cells": [{"source": "a keeper lamp boat"}]}',
  ],
  ["with names like paths", '{"cells/0/source": "no lamp", "cells": [{"source": "a keeper lamp boat"}]}'],
  ["with escaped letters", '{"cells": [{"source": ["a \\u006beeper\\n", "l\\u0061mp \\\\ boat"]}]}'],
])("each word of a notebook has its place in the file: %s", (_, json) => {
  const placed = placedNotebookText(json)!;
  expect(placed.text).toBe(notebookText(json));
  for (const word of ["keeper", "lamp", "boat"]) {
    const at = placed.text.indexOf(word);
    const { from, to } = placed.placeOf({ from: at, to: at + word.length });
    expect(JSON.parse(`"${json.slice(from, to)}"`), word).toBe(word);
  }
});

test.each(["", "[]", '{"cells": 1}', '{"cells": ['])("%j is no notebook", (json) => {
  expect(placedNotebookText(json)).toBeUndefined();
});

test("the last word has its place behind many lines and long strings", () => {
  const lines = Array.from({ length: 200 }, (_, line) => `line ${line}\n`);
  const cells = Array.from({ length: 100 }, () => ({ ...cell(lines), attachments: "A".repeat(10_000) }));
  const json = JSON.stringify({ cells: [...cells, cell("the end")] });
  const placed = placedNotebookText(json)!;
  const at = placed.text.lastIndexOf("end");
  const { from, to } = placed.placeOf({ from: at, to: at + 3 });
  expect([json.slice(from, to), from > json.length - 20]).toEqual(["end", true]);
});
