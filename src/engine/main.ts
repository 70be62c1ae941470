import { runDevice } from "./roles/deviceRole";
import { runMemory } from "./roles/memoryRole";
import { runModels } from "./roles/modelsRole";
import { runPredictor } from "./roles/predictorRole";
import { runTrainer } from "./roles/trainerRole";

/** The engine process: forked by the editor's side with its role as the argument. */
const ROLES: Readonly<Record<string, () => void>> = {
  device: runDevice,
  memory: runMemory,
  models: runModels,
  predictor: runPredictor,
  trainer: runTrainer,
};

const role = ROLES[process.argv[2] ?? ""];
if (role === undefined || !process.connected) {
  console.error("The engine is started by the extension; on a command line use workspace-mlm.");
  process.exit(2);
}
role();
