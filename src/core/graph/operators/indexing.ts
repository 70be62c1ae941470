import { formatShape, formatType, GraphError, sameShape, type ValueType } from "../value";
import { operator } from "./schema";

export const indexing = {
  /**
   * Rows of `data` along its first axis at int64 `indices` of any shape.
   * `padding_idx` is a row that takes no gradient, as in torch.nn.Embedding; -1 for none.
   */
  Gather: operator({
    domain: "",
    attributes: { axis: "int", padding_idx: "int" },
    internal: ["padding_idx"],
    infer([data, indices], { axis }): ValueType[] {
      if (axis !== 0 || indices.dtype !== "int64") {
        throw new GraphError(
          "Gather",
          `cannot take rows of ${formatType(data)} at ${formatType(indices)} along axis ${axis}`,
        );
      }
      return [{ dtype: data.dtype, shape: [...indices.shape, ...data.shape.slice(1)] }];
    },
  }),
  /** Elements of a matrix `data` at int64 (row, column) pairs `indices` [n, 2]: [n]. */
  GatherND: operator({
    domain: "",
    attributes: {},
    infer([data, indices]): ValueType[] {
      if (data.shape.length !== 2 || indices.dtype !== "int64" || indices.shape[1] !== 2) {
        throw new GraphError(
          "GatherND",
          `cannot take elements of ${formatType(data)} at ${formatType(indices)}`,
        );
      }
      return [{ dtype: data.dtype, shape: [indices.shape[0]] }];
    },
  }),
  /** Consecutive rows of `data` along its first axis; `start` and `size` repeat the other inputs for inference. */
  Slice: operator({
    domain: "",
    attributes: { start: "int", size: "dim" },
    internal: ["start", "size"],
    infer([data], { start, size: taken }): ValueType[] {
      const [rows, ...rest] = data.shape;
      if (typeof rows === "number" && typeof taken === "number" && start + taken > rows) {
        throw new GraphError("Slice", `${formatShape(data.shape)} has no ${taken} rows from ${start} on`);
      }
      return [{ dtype: data.dtype, shape: [taken, ...rest] }];
    },
  }),
  /** Adds `updates` to `data` at unique `indices` [n, k]. ONNX Runtime's kernel races where indices repeat. */
  ScatterND: operator({
    domain: "",
    attributes: { reduction: "string" },
    infer([data, indices, updates]): ValueType[] {
      const depth = indices.shape.at(-1);
      const expected = [...indices.shape.slice(0, -1), ...data.shape.slice(Number(depth))];
      if (indices.dtype !== "int64" || !sameShape(updates.shape, expected)) {
        throw new GraphError(
          "ScatterND",
          `cannot add ${formatShape(updates.shape)} to ${formatShape(data.shape)} at ${formatType(indices)}`,
        );
      }
      return [{ dtype: "float32", shape: data.shape }];
    },
  }),
} as const;
