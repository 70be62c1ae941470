import type { Node } from "./node";
import type { OperatorAttributes } from "./operators";
import { add, mul } from "./ops";
import { type Outputs, type Rewriting, rewrite } from "./rewrite";
import type { Value } from "./value";

/** Of 7 bits: the sum of two products with uint8 then fits into 16, in which x64 processors without VNNI add them. */
const LARGEST = 63;

/**
 * Rebuilds the graph of `outputs` with its products of x with constants, alpha x W^T + beta c, in whole numbers: W in 7 of
 * int8's bits with a scale for each row, x in uint8 with a scale that is found as it comes ("dynamic quantization", Jacob et
 * al. 2018). Of such a product the results keep about two digits.
 */
export function quantizeWeights<O extends Outputs>(outputs: O): O {
  return rewrite(outputs, (node, rewriting) =>
    node.operator === "Gemm" ? quantizedProduct(node, rewriting) : undefined,
  );
}

function quantizedProduct({ inputs: [x, w, c], attributes }: Node, { graph, resolve }: Rewriting) {
  const { alpha, beta, transA, transB } = attributes as OperatorAttributes<"Gemm">;
  const weight = floats(w);
  if (transA || !transB || !weight) return undefined;
  const [rows, columns] = w.shape as readonly number[];
  const scales = rowScales(weight, rows);
  const operands = [
    resolve(x),
    graph.constant(quantizedColumns(weight, scales), [columns, rows]),
    graph.constant(scaled(scales, alpha), [rows]),
    graph.constant(new Int8Array(rows), [rows]),
  ];
  const bias = c && floats(c);
  if (bias) operands.push(graph.constant(scaled(bias, beta), [rows]));
  const [product] = graph.apply("DynamicQuantizeMatMul", operands, {});
  return [c && !bias ? add(product, mul(resolve(c), beta)) : product];
}

const scaled = (values: Float32Array, factor: number) => values.map((value) => factor * value);

function floats(value: Value): Float32Array | undefined {
  const data = value.graph.constants.get(value);
  return data instanceof Float32Array ? data : undefined;
}

/** By which the values of each row of a matrix, divided by it, fit into 7 bits. */
function rowScales(data: Float32Array, rows: number): Float32Array {
  const columns = data.length / rows;
  return Float32Array.from({ length: rows }, (_, row) => {
    let largest = 0;
    for (let at = row * columns; at < (row + 1) * columns; at++)
      largest = Math.max(largest, Math.abs(data[at]));
    return largest === 0 ? 1 : largest / LARGEST;
  });
}

/** The rows of a matrix, each divided by its scale, as the columns of another. */
function quantizedColumns(data: Float32Array, scales: Float32Array): Int8Array {
  const rows = scales.length;
  const columns = data.length / rows;
  const quantized = new Int8Array(data.length);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++)
      quantized[column * rows + row] = Math.round(data[row * columns + column] / scales[row]);
  return quantized;
}
