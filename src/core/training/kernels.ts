import { KERNELS_WASM } from "./kernels.generated";

/** The functions of kernels.wat on a memory of their own; see there for their arguments. */
export interface Kernels {
  readonly memory: WebAssembly.Memory;
  adamw(
    parameters: number,
    gradients: number,
    means: number,
    squares: number,
    count: number,
    beta1: number,
    rest1: number,
    beta2: number,
    rest2: number,
    epsilon: number,
    decay: number,
    rate: number,
    correction: number,
    scale: number,
  ): void;
  sum_of_squares(address: number, count: number): number;
  dropout_mask(to: number, count: number, state: number, threshold: number, keep: number): void;
}

const PAGE_BYTES = 65_536;
const MAX_BYTES = 65_536 * PAGE_BYTES;

/**
 * Instantiates the kernels with a memory of at least `bytes`.
 * @throws RangeError when that is more than the 4 GiB that WebAssembly can address, or cannot be allocated.
 */
export function instantiateKernels(bytes: number): Kernels {
  if (bytes > MAX_BYTES) {
    throw new RangeError(
      `the model needs ${Math.ceil(bytes / 2 ** 20)} MiB of training state, 4096 MiB is the most`,
    );
  }
  const binary = Uint8Array.from(atob(KERNELS_WASM), (character) => character.charCodeAt(0));
  const instance = new WebAssembly.Instance(new WebAssembly.Module(binary));
  const kernels = instance.exports as unknown as Kernels;
  kernels.memory.grow(Math.ceil(bytes / PAGE_BYTES));
  return kernels;
}

/** Rounds an element count up to whole groups of four lanes. */
export function padToLanes(count: number): number {
  return Math.ceil(count / 4) * 4;
}
