import { runMemory } from "./memoryRole";
import { runModels } from "./modelsRole";
import { runPredictor } from "./predictorRole";
import { runTrainer } from "./trainerRole";

/** The engine process: forked by the editor's side with its role as the argument. */
const ROLES: Readonly<Record<string, () => void>> = {
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
