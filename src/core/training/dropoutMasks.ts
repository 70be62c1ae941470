import { seedWords } from "../random";
import { elementCount, type Tensor } from "../tensor";
import { type BatchSizes, sizesOf } from "./batchSizes";
import { instantiateKernels, type Kernels, padToLanes } from "./kernels";
import type { DropoutSite } from "./trainingGraph";

const STATE_BYTES = 64;

/**
 * Fresh dropout masks for every step from a seeded generator whose state can be saved, so that a run can be
 * resumed to the bit (ONNX Runtime's own Dropout keeps a state that cannot be read).
 */
export class DropoutMasks {
  #kernels: Kernels = instantiateKernels(STATE_BYTES);

  constructor(
    readonly sites: readonly DropoutSite[],
    seed: number,
  ) {
    this.seed(seed);
  }

  /** The masks from here on depend on this seed alone. */
  seed(seed: number): void {
    this.state = seedWords(seed, STATE_BYTES / 4);
  }

  /** The generator's whole state, 16 words. */
  get state(): Uint32Array {
    return this.#stateView().slice();
  }

  set state(words: Uint32Array) {
    this.#stateView().set(words);
  }

  /** A mask for each site. They are views, valid until the next call. */
  next(sizes: BatchSizes): Record<string, Tensor> {
    const shapes = this.sites.map(({ shape }) => sizesOf(shape, sizes));
    this.#reserve(STATE_BYTES + shapes.reduce((sum, shape) => sum + padToLanes(elementCount(shape)) * 4, 0));
    let address = STATE_BYTES;
    const masks: Record<string, Tensor> = {};
    for (const [index, { input, probability }] of this.sites.entries()) {
      const count = elementCount(shapes[index]);
      const { threshold, keep } = maskValues(probability);
      this.#kernels.dropout_mask(address, padToLanes(count), 0, threshold, keep);
      masks[input] = {
        shape: shapes[index],
        data: new Float32Array(this.#kernels.memory.buffer, address, count),
      };
      address += padToLanes(count) * 4;
    }
    return masks;
  }

  #reserve(bytes: number): void {
    if (bytes <= this.#kernels.memory.buffer.byteLength) return;
    const { state } = this;
    this.#kernels = instantiateKernels(bytes);
    this.state = state;
  }

  #stateView(): Uint32Array {
    return new Uint32Array(this.#kernels.memory.buffer, 0, STATE_BYTES / 4);
  }
}

/** An element is `keep` where a random uint32 is at least `threshold`; a probability of 1 drops everything. */
function maskValues(probability: number): { threshold: number; keep: number } {
  const threshold = Math.round(probability * 2 ** 32);
  return threshold < 2 ** 32 ? { threshold, keep: 1 / (1 - probability) } : { threshold: 0, keep: 0 };
}
