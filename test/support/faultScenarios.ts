import type { FaultScenario } from "./faultScenario";

/** Each is loaded when it is wanted, since training brings ONNX Runtime along. */
export const SCENARIOS = {
  saving: async () => (await import("./durableWork")).SAVING,
  models: async () => (await import("./durableModels")).MODELS,
  training: async () => (await import("./durableTraining")).TRAINING,
} satisfies Record<string, () => Promise<FaultScenario>>;

export type ScenarioName = keyof typeof SCENARIOS;
