import { expect, test } from "vitest";
import { markdownTable } from "../../../src/extension/models/markdownTable";

test("columns line up, and a bar in a cell stays in it", () => {
  const rows = [
    ["model", "found"],
    ["a|b", "41.3 %"],
    ["Second thoughts", ""],
  ];
  expect(markdownTable(rows)).toEqual([
    "| model           | found  |",
    "| --------------- | ------ |",
    "| a\\|b            | 41.3 % |",
    "| Second thoughts |        |",
  ]);
});
