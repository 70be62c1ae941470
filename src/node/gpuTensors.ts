import type { InferenceSession, Tensor as OrtTensor } from "onnxruntime-node";
import type { Placed } from "../core/backend";
import { encodeModel, Graph, identity } from "../core/graph";
import type { Tensor } from "../core/tensor";
import { loadLibrary, mapValues } from "./onnxRuntime";

type Tensors = Readonly<Record<string, Tensor>>;

/**
 * Puts tensors on the GPU, by sessions whose outputs are their inputs, one for tensors of the same shapes. They are kept as
 * long as anything is in use, then released: ONNX Runtime lets go of the device with its last session, and keeps the memory of
 * released tensors until then.
 */
export class GpuTensors {
  readonly #carriers = new Map<string, Promise<InferenceSession>>();
  #uses = 0;

  constructor(readonly options: InferenceSession.SessionOptions) {}

  /** Notes that something is in use which needs the GPU, until the answer is called. */
  use(): () => void {
    this.#uses++;
    let isOver = false;
    return () => {
      if (isOver) return;
      isOver = true;
      this.#uses--;
      if (this.#uses === 0) this.#releaseCarriers();
    };
  }

  /** Throws what ONNX Runtime throws. */
  async place(tensors: Tensors): Promise<Placed> {
    const endUse = this.use();
    try {
      const { feeds, release } = await carry(await this.#carrierOf(tensors), tensors);
      return {
        feeds,
        release() {
          release();
          endUse();
        },
      };
    } catch (error) {
      endUse();
      throw error;
    }
  }

  #carrierOf(tensors: Tensors): Promise<InferenceSession> {
    const key = JSON.stringify(mapValues(tensors, ({ shape }) => shape));
    const carrier = this.#carriers.get(key) ?? createCarrier(tensors, this.options);
    this.#carriers.set(key, carrier);
    return carrier;
  }

  #releaseCarriers(): void {
    const nothing = () => {}; // of what could not be created, or a GPU that is lost
    for (const carrier of this.#carriers.values())
      carrier.then((session) => session.release()).catch(nothing);
    this.#carriers.clear();
  }
}

function createCarrier(
  tensors: Tensors,
  options: InferenceSession.SessionOptions,
): Promise<InferenceSession> {
  const graph = new Graph();
  const inputs = Object.entries(tensors).map(([name, { shape }]) => graph.input(name, "float32", shape));
  const outputs = inputs.map((input) => [outputOf(input.name), identity(input)]);
  const model = encodeModel(Object.fromEntries(outputs), "carrier");
  return loadLibrary().InferenceSession.create(model, { ...options, preferredOutputLocation: "gpu-buffer" });
}

const outputOf = (name: string): string => `placed.${name}`;

async function carry(carrier: InferenceSession, tensors: Tensors): Promise<Placed> {
  const { Tensor } = loadLibrary();
  const outputs = await carrier.run(
    mapValues(tensors, ({ data, shape }) => new Tensor("float32", data, shape)),
  );
  const names = Object.keys(tensors);
  return {
    feeds: Object.fromEntries(names.map((name) => [name, { placed: outputs[outputOf(name)] }])),
    release() {
      for (const name of names) (outputs[outputOf(name)] as OrtTensor).dispose();
    },
  };
}
