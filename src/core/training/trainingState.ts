import { Fault } from "../errors";
import type { Parameter } from "../models/parameters";
import { sentence } from "../sentence";
import { elementCount, type Parameters, type Tensor } from "../tensor";
import { instantiateKernels, type Kernels, padToLanes } from "./kernels";

interface Slot extends Parameter {
  /** In elements, from the start of each region. */
  readonly offset: number;
  readonly count: number;
}

/** One of the regions that hold a number for each parameter element. */
export type Region = "parameters" | "gradients" | "means" | "squares";

const REGIONS: readonly Region[] = ["parameters", "gradients", "means", "squares"];

/** The most bytes that WebAssembly can address. */
const MAX_BYTES = 2 ** 32;

/** Throws a Fault "bad-model" if the state of a model of these parameters would be larger than memory can be addressed. */
export function checkTrainable(parameters: readonly Parameter[]): void {
  const elements = parameters.reduce((sum, { shape }) => sum + padToLanes(elementCount(shape)), 0);
  const bytes = elements * REGIONS.length * 4;
  if (bytes <= MAX_BYTES) return;
  const gib = (size: number) => (size / 2 ** 30).toFixed(1);
  throw new Fault(
    "bad-model",
    sentence`The model has ${Math.round(elements / 1e6)} million parameters and needs ${gib(bytes)} GiB to train; ${gib(MAX_BYTES)} GiB is the most, so choose a smaller one.`,
  );
}

/**
 * Parameters, gradients and AdamW's two moments in one WebAssembly memory: each region has the same layout, and
 * the tensors are views of it, which ONNX Runtime reads and writes in place.
 */
export class TrainingState {
  readonly kernels: Kernels;
  readonly slots: readonly Slot[];
  /** Elements in one region, padding included. */
  readonly regionLength: number;
  readonly #regions = new Map<Region, ReadonlyMap<string, Tensor>>();

  constructor(parameters: readonly Parameter[]) {
    let offset = 0;
    this.slots = parameters.map((parameter) => {
      const slot = { ...parameter, offset, count: elementCount(parameter.shape) };
      offset += padToLanes(slot.count);
      return slot;
    });
    this.regionLength = offset;
    this.kernels = instantiateKernels(offset * REGIONS.length * 4);
    for (const region of REGIONS) this.#regions.set(region, this.#views(region));
  }

  /** The tensors of one region by parameter name: views, not copies. */
  tensors(region: Region): ReadonlyMap<string, Tensor> {
    return this.#regions.get(region) as ReadonlyMap<string, Tensor>;
  }

  tensor(region: Region, name: string): Tensor {
    const tensor = this.tensors(region).get(name);
    if (!tensor) throw new Error(`the model has no parameter ${name}`);
    return tensor;
  }

  /** The byte address of a region. */
  address(region: Region): number {
    return REGIONS.indexOf(region) * this.regionLength * 4;
  }

  /** All of a region as one array, padding included: a view. */
  flat(region: Region): Float32Array {
    return new Float32Array(this.kernels.memory.buffer, this.address(region), this.regionLength);
  }

  load(region: Region, values: Parameters): void {
    for (const [name, { data }] of this.tensors(region)) {
      const source = values.get(name);
      if (!source) throw new Error(`no value for the parameter ${name}`);
      data.set(source.data);
    }
  }

  #views(region: Region): ReadonlyMap<string, Tensor> {
    const { buffer } = this.kernels.memory;
    const start = this.address(region);
    return new Map(
      this.slots.map(({ name, shape, offset, count }) => [
        name,
        { shape, data: new Float32Array(buffer, start + offset * 4, count) },
      ]),
    );
  }
}
