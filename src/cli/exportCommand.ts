import { join } from "node:path";
import { Fault } from "../core/errors";
import { exportModel } from "../engine/models/exportModel";
import { type Command, EXIT_OK, printJson, printLine } from "./command";
import { describeOptions, parseOptions } from "./options";

const OPTIONS = {
  output: { kind: "text", placeholder: "FOLDER", help: "where to write; must be new or empty" },
  "no-onnx": { kind: "flag", help: "leave out onnx/model.onnx" },
  json: { kind: "flag", help: "print the paths as JSON" },
} as const;

export const exportCommand: Command = {
  summary: "write a model with its card, for Transformers and transformers.js",
  help: `Usage: workspace-mlm export MODEL_FOLDER --output FOLDER [OPTIONS]

FOLDER gets the model in Hugging Face layout with a model card, README.md, and onnx/model.onnx, which
@huggingface/transformers and any ONNX runtime load: inputs input_ids, attention_mask and, where there are types,
token_type_ids; output logits.

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
    const onnx = !values["no-onnx"];
    await exportModel({ model: positionals[0], output, onnx });
    const paths = { folder: output, ...(onnx && { onnx: join(output, "onnx", "model.onnx") }) };
    if (values.json) printJson(io.stdout, paths);
    else printLine(io.stdout, `Wrote ${paths.onnx ?? paths.folder}.`);
    return EXIT_OK;
  },
};
