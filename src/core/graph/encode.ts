import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import {
  AttributeProto_AttributeType,
  AttributeProtoSchema,
  GraphProtoSchema,
  ModelProtoSchema,
  NodeProtoSchema,
  OperatorSetIdProtoSchema,
  TensorProto_DataType,
  TensorProtoSchema,
  TensorShapeProto_DimensionSchema,
  TensorShapeProtoSchema,
  TypeProto_SequenceSchema,
  TypeProto_TensorSchema,
  TypeProtoSchema,
  ValueInfoProtoSchema,
} from "onnx-buf";
import { IN_PLACE } from "../backend";
import { largeConstants } from "./largeConstants";
import type { AttributeValue, Node } from "./node";
import { type OperatorName, schemaOf } from "./operators";
import type { AttributeKind } from "./operators/schema";
import { reachableNodes } from "./reachable";
import { GraphError, type Value, type ValueType } from "./value";

const IR_VERSION = 10n;
const OPSET_VERSION = 18n;

const DATA_TYPE = {
  float32: TensorProto_DataType.FLOAT,
  int64: TensorProto_DataType.INT64,
  int8: TensorProto_DataType.INT8,
  bool: TensorProto_DataType.BOOL,
} as const;

export interface EncodeOptions {
  /** Whether the outputs are written to arrays of the caller alone, see `IN_PLACE`. */
  readonly inPlace?: boolean;
  /** Whether `largeConstants` are inputs under their names, and not copied into the model. */
  readonly givenConstants?: boolean;
}

/**
 * An ONNX ModelProto whose outputs are `outputs`, under these names; nodes that no output needs are left out.
 * All graph inputs are kept, so that a caller can rely on the signature.
 */
export function encodeModel(
  outputs: Readonly<Record<string, Value>>,
  name = "graph",
  { inPlace = false, givenConstants = false }: EncodeOptions = {},
): Uint8Array {
  const values = Object.values(outputs);
  if (values.length === 0) throw new GraphError("encodeModel", "a model needs at least one output");
  const renamed = new Map<Value, string>();
  for (const [outputName, value] of Object.entries(outputs)) {
    if (!value.producer)
      throw new GraphError("encodeModel", `output ${outputName} is not computed by a node`);
    if (renamed.has(value)) throw new GraphError("encodeModel", `output ${outputName} has a second name`);
    renamed.set(value, outputName);
  }
  const nameOf = (value: Value) => renamed.get(value) ?? value.name;
  const nodes = reachableNodes(values);
  const { graph } = values[0];
  const used = new Set(nodes.flatMap((node) => node.inputs));
  const given = givenConstants ? [...largeConstants(outputs).keys()] : [];
  const stored = [...graph.constants.keys()].filter((value) => used.has(value) && !given.includes(value));
  const domains = new Set(["" as string, ...nodes.map((node) => schemaOf(node.operator).domain)]);
  return toBinary(
    ModelProtoSchema,
    create(ModelProtoSchema, {
      irVersion: IR_VERSION,
      producerName: "workspace-mlm",
      opsetImport: [...domains].map((domain) =>
        create(OperatorSetIdProtoSchema, { domain, version: domain === "" ? OPSET_VERSION : 1n }),
      ),
      graph: create(GraphProtoSchema, {
        name,
        node: [...(inPlace ? [emptySequence()] : []), ...nodes.map((node) => encodeNode(node, nameOf))],
        input: [...graph.inputs, ...given].map((value) => encodeValueInfo(value.name, value)),
        output: [
          ...(inPlace ? [emptySequenceInfo()] : []),
          ...Object.entries(outputs).map(([outputName, value]) => encodeValueInfo(outputName, value)),
        ],
        initializer: stored.map(encodeConstant),
      }),
    }),
  );
}

/** The names of the nodes with one of `operators` in an encoded ModelProto, whose weights are not copied. */
export function nodesOf(model: Uint8Array, operators: readonly OperatorName[]): string[] {
  const names: readonly string[] = operators;
  const { graph } = fromBinary(ModelProtoSchema, model);
  return (graph?.node ?? []).filter(({ opType }) => names.includes(opType)).map(({ name }) => name);
}

function encodeNode(node: Node, nameOf: (value: Value) => string) {
  const { attributes: kinds, internal = [], domain } = schemaOf(node.operator);
  return create(NodeProtoSchema, {
    name: node.outputs[0].name,
    opType: node.operator,
    domain,
    input: node.inputs.map(nameOf),
    output: node.outputs.map(nameOf),
    attribute: Object.entries(node.attributes)
      .filter(([name]) => !internal.includes(name))
      .map(([name, value]) => encodeAttribute(name, kinds[name], value)),
  });
}

function encodeAttribute(name: string, kind: AttributeKind, value: AttributeValue) {
  const { FLOAT, INT, INTS, STRING } = AttributeProto_AttributeType;
  switch (kind) {
    case "float":
      return create(AttributeProtoSchema, { name, type: FLOAT, f: value as number });
    case "int":
      return create(AttributeProtoSchema, { name, type: INT, i: BigInt(value as number) });
    case "ints":
      return create(AttributeProtoSchema, { name, type: INTS, ints: (value as number[]).map(BigInt) });
    case "string":
      return create(AttributeProtoSchema, {
        name,
        type: STRING,
        s: new TextEncoder().encode(value as string),
      });
    case "dim":
    case "shape":
      throw new GraphError("encodeModel", `attribute ${name} is for shape inference alone`);
  }
}

function encodeValueInfo(name: string, { dtype, shape }: ValueType) {
  const dim = shape.map((d) =>
    create(TensorShapeProto_DimensionSchema, {
      value: typeof d === "number" ? { case: "dimValue", value: BigInt(d) } : { case: "dimParam", value: d },
    }),
  );
  const tensor = create(TypeProto_TensorSchema, {
    elemType: DATA_TYPE[dtype],
    shape: create(TensorShapeProtoSchema, { dim }),
  });
  return create(ValueInfoProtoSchema, {
    name,
    type: create(TypeProtoSchema, { value: { case: "tensorType", value: tensor } }),
  });
}

const emptySequence = () => create(NodeProtoSchema, { opType: "SequenceEmpty", output: [IN_PLACE] });

function emptySequenceInfo() {
  const tensor = create(TypeProto_TensorSchema, { elemType: DATA_TYPE.float32 });
  const elemType = create(TypeProtoSchema, { value: { case: "tensorType", value: tensor } });
  const sequence = create(TypeProto_SequenceSchema, { elemType });
  const type = create(TypeProtoSchema, { value: { case: "sequenceType", value: sequence } });
  return create(ValueInfoProtoSchema, { name: IN_PLACE, type });
}

function encodeConstant(value: Value) {
  const data = value.graph.constants.get(value);
  if (!data) throw new GraphError("encodeModel", `${value.name} holds no data`);
  return create(TensorProtoSchema, {
    name: value.name,
    dataType: DATA_TYPE[value.dtype],
    dims: value.shape.map(BigInt),
    rawData: new Uint8Array(data.buffer as ArrayBuffer, data.byteOffset, data.byteLength),
  });
}
