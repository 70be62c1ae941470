import { resolve } from "node:path";
import type { ModelConfig } from "../core/models/families";
import { exportJob } from "../engine/job/trainingJob";
import { type Command, EXIT_OK, printJson, printLine } from "./command";
import { describeOptions, parseOptions } from "./options";
import { checkTraining, dataOptions, optionsFor, startOf } from "./trainCommand";
import { TRAIN_OPTIONS, type TrainValues } from "./trainOptions";

/** There is no run, so none to resume. */
const NO_RUN = { overwrite: false, resume: false, "start-anew": false, report: undefined } as const;

const {
  overwrite: _overwrite,
  resume: _resume,
  "start-anew": _startAnew,
  report: _report,
  ...TRAINING
} = TRAIN_OPTIONS;

const OPTIONS = {
  ...TRAINING,
  output: {
    kind: "text",
    placeholder: "FOLDER",
    default: "workspace-mlm-job",
    help: "where to write; must be new or empty",
  },
  json: { kind: "flag", help: "print the path as JSON" },
} as const;

export const jobCommand: Command = {
  summary: "write a folder that trains elsewhere, with Hugging Face's run_mlm",
  help: `Usage: workspace-mlm job FOLDER... --output FOLDER [OPTIONS]

Writes the text of the folders, split as train splits it, the model to start from, the recipe and the held-out masks as a
folder that runs under Hugging Face Accelerate or torchrun. The folder holds the text: pass it on with care.

${describeOptions(OPTIONS)}`,

  async run(argv, io) {
    const parsed = parseOptions(OPTIONS, argv);
    const values: TrainValues = { ...parsed.values, ...NO_RUN };
    const output = resolve(values.output);
    checkTraining(values, parsed.positionals);
    const start = startOf(values);
    const source = {
      start,
      data: dataOptions(values, parsed.positionals),
      training: (config: ModelConfig, sequences: number) =>
        optionsFor(values, config, { fromScratch: "scratch" in start, sequences }),
    };
    await exportJob(source, output, io.signal);
    if (values.json) printJson(io.stdout, { folder: output });
    else printLine(io.stdout, `Wrote ${output}; its README.md says how to run it.`);
    return EXIT_OK;
  },
};
