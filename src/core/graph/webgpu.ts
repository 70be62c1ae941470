import type { Node } from "./node";
import type { OperatorAttributes } from "./operators";
import { exp, expandTo, log, maxOfLast, reduceSum, sub } from "./ops";
import { type Outputs, type Rewriting, rewrite } from "./rewrite";
import { plainProduct } from "./standard";
import type { Value } from "./value";

/**
 * Rebuilds the graph of `outputs` without the operators that ONNX Runtime's WebGPU provider lacks: it would compute them on
 * the processor, with copies there and back.
 */
export function withWebGpuOperators<O extends Outputs>(outputs: O): O {
  return rewrite(outputs, (node, rewriting) => {
    switch (node.operator) {
      case "FusedMatMul":
        return [plainProduct(node, rewriting)];
      case "LogSoftmax":
        return [logSoftmaxByParts(node, rewriting)];
      case "ConstantOfShape":
        return [repeatedZero(node, rewriting)];
      default:
        return undefined;
    }
  });
}

/** x - m - log(sum(exp(x - m))) over the last axis, m its largest element. */
function logSoftmaxByParts({ inputs }: Node, { resolve }: Rewriting): Value {
  const x = resolve(inputs[0]);
  const shifted = sub(x, maxOfLast(x));
  return sub(shifted, log(reduceSum(exp(shifted), [x.shape.length - 1])));
}

function repeatedZero({ inputs, attributes }: Node, { graph, resolve }: Rewriting): Value {
  const { shape } = attributes as OperatorAttributes<"ConstantOfShape">;
  return expandTo(graph.scalar(0), resolve(inputs[0]), shape);
}
