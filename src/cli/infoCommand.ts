import { elementCount } from "../core/tensor";
import { loadModel } from "../engine/models/loadModel";
import { type Command, EXIT_OK, printJson, printLine } from "./command";
import { chooseModel, MODEL_OPTION } from "./modelOption";
import { describeOptions, parseOptions } from "./options";
import { formatCount } from "./progress";

const OPTIONS = {
  model: MODEL_OPTION,
  json: { kind: "flag", help: "print as JSON" },
} as const;

export const infoCommand: Command = {
  summary: "say what a model is, after checking that it is whole",
  help: `Usage: workspace-mlm info [FOLDER] [OPTIONS]

${describeOptions(OPTIONS)}`,

  async run(argv, io) {
    const { values, positionals } = parseOptions(OPTIONS, argv);
    const folder = chooseModel(positionals[0] ?? values.model);
    const { config, parameters, tokenizer } = await loadModel(folder);
    const count = [...parameters.values()].reduce((sum, { shape }) => sum + elementCount(shape), 0);
    const { lowercase } = tokenizer;
    if (values.json) {
      printJson(io.stdout, { folder, parameters: count, tokens: tokenizer.vocabSize, lowercase, config });
      return EXIT_OK;
    }
    const rows = [
      ["folder", folder],
      ["architecture", config.modelType],
      ["parameters", formatCount(count)],
      ["layers", `${config.numHiddenLayers} of ${config.hiddenSize}, ${config.numAttentionHeads} heads`],
      ["activation", config.hiddenAct],
      ["positions", formatCount(config.maxPositions)],
      ["vocabulary", `${formatCount(tokenizer.vocabSize)} tokens, ${lowercase ? "lower case" : "cased"}`],
    ];
    for (const [name, value] of rows) printLine(io.stdout, `${name.padEnd(14)}${value}`);
    return EXIT_OK;
  },
};
