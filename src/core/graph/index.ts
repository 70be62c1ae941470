export { broadcastAxes } from "./broadcast";
export { type Device, lower } from "./devices";
export { encodeModel, nodesOf } from "./encode";
export { fuse } from "./fuse";
export { Graph } from "./graph";
export { largeConstants } from "./largeConstants";
export type { Node } from "./node";
export type { OperatorAttributes, OperatorName } from "./operators";
export * from "./ops";
export { printGraph } from "./print";
export { quantizeWeights } from "./quantize";
export { reachableNodes } from "./reachable";
export { standardize } from "./standard";
export {
  type Dim,
  type DType,
  formatShape,
  formatType,
  GraphError,
  type Shape,
  sameShape,
  type Value,
} from "./value";
