import { existsSync } from "node:fs";
import { Fault } from "../core/errors";
import { bundledModel } from "../node/bundledModel";

/** Where train writes and fill looks when nothing else is said. */
export const DEFAULT_MODEL_FOLDER = "workspace-mlm-model";

export const MODEL_OPTION = {
  kind: "text",
  placeholder: "FOLDER",
  help: `model in Hugging Face layout; ./${DEFAULT_MODEL_FOLDER} or the bundled one when absent`,
} as const;

/** The model to use: the one named, else the one trained here, else the bundled one. */
export function chooseModel(named: string | undefined): string {
  if (named !== undefined) return named;
  if (existsSync(DEFAULT_MODEL_FOLDER)) return DEFAULT_MODEL_FOLDER;
  const bundled = bundledModel();
  if (bundled) return bundled;
  throw new Fault(
    "bad-option",
    `There is no model yet: train one with "workspace-mlm train FOLDER", or name one with --model.`,
  );
}
