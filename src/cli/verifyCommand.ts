import { Fault } from "../core/errors";
import { readModelFolder } from "../node/modelFolder";
import { type Command, EXIT_FAULT, EXIT_OK, printJson, printLine } from "./command";
import { chosenBackend, DEVICE_OPTION } from "./deviceOption";
import { describeOptions, parseOptions } from "./options";
import { type Comparison, compareWithReference } from "./verify/compare";
import { readReference } from "./verify/reference";

const OPTIONS = {
  ...DEVICE_OPTION,
  json: { kind: "flag", help: "print the comparisons as JSON" },
} as const;

export const verifyCommand: Command = {
  summary: "compare our numbers with PyTorch's on a reference folder",
  help: `Usage: workspace-mlm verify FOLDER [OPTIONS]

The folder holds a model in Hugging Face layout and what PyTorch computed for it: batch.json, expected.json,
grads.safetensors, step3.safetensors. Prints the worst error of each kind; the exit code is 1 if one is out of
tolerance.

${describeOptions(OPTIONS)}`,

  async run(argv, io) {
    const { values, positionals } = parseOptions(OPTIONS, argv);
    const [folder] = positionals;
    if (positionals.length !== 1) {
      throw new Fault("bad-option", "Name one reference folder: workspace-mlm verify FOLDER.");
    }
    const model = await readModelFolder(folder);
    const backend = await chosenBackend(values, io);
    const comparisons = await compareWithReference(backend, model, await readReference(folder));
    const outside = comparisons.filter(({ ratio }) => !(ratio <= 1));
    if (values.json) printJson(io.stdout, { ok: outside.length === 0, comparisons });
    else for (const comparison of comparisons) printLine(io.stdout, describe(comparison));
    if (outside.length === 0) return EXIT_OK;
    printLine(io.stderr, `Out of tolerance: ${outside.map(({ kind }) => kind).join(", ")}.`);
    return EXIT_FAULT;
  },
};

function describe({ kind, worst, tolerance, ratio, where }: Comparison): string {
  const verdict = ratio <= 1 ? "ok  " : "FAIL";
  const place = where ? `  at ${where}` : "";
  return `${verdict}  ${kind.padEnd(26)} ${worst.toExponential(2)}  (allowed: ${tolerance})${place}`;
}
