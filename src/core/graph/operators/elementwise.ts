import { broadcastShapes } from "../broadcast";
import { formatType, GraphError, type ValueType } from "../value";
import { requireFloat } from "./requireFloat";
import { operator } from "./schema";

function unary(name: string) {
  return operator({
    domain: "",
    attributes: {},
    infer(inputs): ValueType[] {
      requireFloat(name, inputs);
      return [{ dtype: "float32", shape: inputs[0].shape }];
    },
  });
}

function binary(name: string) {
  return operator({
    domain: "",
    attributes: {},
    infer([a, b]): ValueType[] {
      requireFloat(name, [a, b]);
      return [{ dtype: "float32", shape: broadcastShapes(name, a.shape, b.shape) }];
    },
  });
}

function comparison(name: string) {
  return operator({
    domain: "",
    attributes: {},
    infer([a, b]): ValueType[] {
      if (a.dtype !== b.dtype) {
        throw new GraphError(name, `cannot compare ${formatType(a)} with ${formatType(b)}`);
      }
      return [{ dtype: "bool", shape: broadcastShapes(name, a.shape, b.shape) }];
    },
  });
}

export const elementwise = {
  Identity: unary("Identity"),
  Add: binary("Add"),
  Sub: binary("Sub"),
  Mul: binary("Mul"),
  Neg: unary("Neg"),
  Exp: unary("Exp"),
  Log: unary("Log"),
  Erf: unary("Erf"),
  Cos: unary("Cos"),
  Sin: unary("Sin"),
  Reciprocal: unary("Reciprocal"),
  Relu: unary("Relu"),
  Equal: comparison("Equal"),
  Greater: comparison("Greater"),
  /** `to` is ONNX's TensorProto.DataType: 1 float32, 7 int64, 9 bool. */
  Cast: operator({
    domain: "",
    attributes: { to: "int" },
    infer([x], { to }): ValueType[] {
      const dtype = ({ 1: "float32", 7: "int64", 9: "bool" } as const)[to];
      if (dtype === undefined)
        throw new GraphError("Cast", `cannot cast ${formatType(x)} to data type ${to}`);
      return [{ dtype, shape: x.shape }];
    },
  }),
} as const;
