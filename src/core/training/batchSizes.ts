import type { Shape } from "../graph";

/** The sizes that graphs name by "sequence", "batch" and "masked". */
export type BatchSizes = Readonly<Record<string, number>>;

/** A graph's shape for a batch of these sizes: "sequence*batch" is a product. */
export function sizesOf(shape: Shape, sizes: BatchSizes): number[] {
  return shape.map((dimension) =>
    typeof dimension === "number"
      ? dimension
      : dimension.split("*").reduce((product, symbol) => product * sizes[symbol], 1),
  );
}
