import { Fault } from "../core/errors";
import { downloadModel } from "../engine/models/downloadModel";
import { describeRepository, type HubModel, hubAddress } from "../node/hub/repository";
import { type Command, EXIT_OK, printJson, printLine, printLines } from "./command";
import { describeOptions, parseOptions } from "./options";
import { createProgress } from "./progress";

const OPTIONS = {
  output: {
    kind: "text",
    placeholder: "FOLDER",
    help: "where to write; ./NAME of the repository when absent",
  },
  revision: { kind: "text", placeholder: "NAME", default: "main", help: "branch, tag or commit" },
  list: { kind: "flag", help: "only ask the hub what the repository holds, and print it" },
  yes: { kind: "flag", help: "agree to the download; without it no connection is opened" },
  json: { kind: "flag", help: "print as JSON" },
} as const;

export const downloadCommand: Command = {
  summary: "download a model from a Hugging Face hub",
  help: `Usage: workspace-mlm download REPOSITORY --yes [OPTIONS]

The only command that opens a network connection. Of the repository it takes safetensors, configuration and tokenizer,
each held to its hash; a broken download is resumed. HF_ENDPOINT names another hub, HF_TOKEN a token for it.

${describeOptions(OPTIONS)}`,

  async run(argv, io) {
    const { values, positionals } = parseOptions(OPTIONS, argv);
    if (positionals.length !== 1) {
      throw new Fault(
        "bad-option",
        "Name the repository: workspace-mlm download google-bert/bert-base-uncased --yes.",
      );
    }
    const address = hubAddress(positionals[0], values.revision, process.env);
    if (!values.yes && !values.list) {
      throw new Fault(
        "bad-option",
        `This connects to ${address.endpoint} and downloads ${address.repository}: say --yes to agree, or --list to see what it holds.`,
      );
    }
    const model = await describeRepository(address, io.signal);
    const size = model.files.reduce((sum, file) => sum + file.size, 0);
    if (values.list) {
      if (values.json) printJson(io.stdout, { ...model, size });
      else printLines(io.stdout, describe(model, size));
      return EXIT_OK;
    }
    const folder = values.output ?? address.repository.split("/").at(-1)!;
    const progress = createProgress(io);
    await downloadModel(address, model, folder, io.signal, (done, total) =>
      progress.update(done, total, `${megabytes(done)} of ${megabytes(total)}`),
    );
    progress.clear();
    const { licence, commit } = model;
    if (values.json) printJson(io.stdout, { folder, commit, licence, size });
    else {
      const what = `${megabytes(size)}, licence: ${licence ?? "not named"}`;
      printLine(io.stdout, `Downloaded ${address.repository} (${what}) into ${folder}.`);
    }
    return EXIT_OK;
  },
};

function describe({ repository, commit, licence, files }: HubModel, size: number): string[] {
  const rows = files.map((file) => `  ${file.name.padEnd(40)}${megabytes(file.size).padStart(10)}`);
  const what = `${megabytes(size)}, licence: ${licence ?? "not named"}`;
  return [`${repository} at ${commit}, ${what}`, ...rows];
}

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
