import { join } from "node:path";
import { Fault } from "../core/errors";
import { exportModel, loadModel } from "../engine/loadModel";
import { type Command, EXIT_OK, printLine } from "./command";
import { describeOptions, parseOptions } from "./options";

const OPTIONS = {
  output: { kind: "text", placeholder: "FOLDER", help: "where to write; must be new or empty" },
  json: { kind: "flag", help: "print the paths as JSON" },
} as const;

export const exportCommand: Command = {
  summary: "write a model as ONNX beside its Hugging Face files",
  help: `Usage: workspace-mlm export MODEL_FOLDER --output FOLDER [OPTIONS]

FOLDER gets the model in Hugging Face layout and onnx/model.onnx, which @huggingface/transformers and any ONNX
runtime load: inputs input_ids, attention_mask and, for BERT, token_type_ids; output logits.

${describeOptions(OPTIONS)}`,

  async run(argv, io) {
    const { values, positionals } = parseOptions(OPTIONS, argv);
    const { output } = values;
    if (positionals.length !== 1 || output === undefined) {
      throw new Fault(
        "bad-option",
        "Name the model and where to write it: workspace-mlm export MODEL_FOLDER --output FOLDER.",
      );
    }
    await exportModel(output, await loadModel(positionals[0]));
    const onnx = join(output, "onnx", "model.onnx");
    printLine(io.stdout, values.json ? JSON.stringify({ folder: output, onnx }) : `Wrote ${onnx}.`);
    return EXIT_OK;
  },
};
