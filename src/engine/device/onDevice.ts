import type { Backend } from "../../core/backend";
import type { Device } from "../../core/graph";
import type { TrainingTask } from "../../core/training/train";
import { backendOn } from "../../node/backendOn";
import { onnxRuntimeBackend } from "../../node/onnxRuntime";
import type { TrialParams } from "../../protocol/device";

/** The task on another device. */
export function onDevice(task: TrainingTask, device: Device): TrainingTask {
  const { threads } = task.backend;
  return task.backend.device === device ? task : { ...task, backend: backendOn(device, { threads }) };
}

/** What asks a run's models: the processor always, whose answers can be compared with those to other runs. */
export function askingBackend({ backend }: Pick<TrainingTask, "backend">): Backend {
  return backend.device === "cpu" ? backend : onnxRuntimeBackend({ threads: backend.threads });
}

/** What a step of the task costs depends on. */
export function trialOf({ backend, config, train, options }: TrainingTask): TrialParams {
  const { batchSize, masking } = options;
  const sequences = Array.from({ length: Math.min(batchSize, train.count) }, (_, at) => train.at(at).length);
  return {
    config,
    threads: backend.threads,
    batchSize,
    sequenceLength: Math.max(...sequences),
    maskingProbability: masking.mlmProbability,
  };
}
