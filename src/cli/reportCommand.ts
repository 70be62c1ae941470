import { stat } from "node:fs/promises";
import { join } from "node:path";
import { Fault } from "../core/errors";
import { readText } from "../node/readFiles";
import { ENGLISH } from "../protocol/localize";
import { reportPage } from "../report/page";
import { parseReport } from "../report/parse";
import { reportText } from "../report/text";
import { type Command, EXIT_OK, printJson, printLines } from "./command";
import { describeOptions, parseOptions } from "./options";

const OPTIONS = {
  json: { kind: "flag", help: "print it as JSON" },
} as const;

/** Bytes. */
export const LARGEST_REPORT = 2 ** 26;

export const reportCommand: Command = {
  summary: "tell what a training run did, from its report.json",
  help: `Usage: workspace-mlm report FILE [OPTIONS]

FILE is the report.json of a run, or the folder that it lies in.

${describeOptions(OPTIONS)}`,

  async run(argv, io) {
    const { values, positionals } = parseOptions(OPTIONS, argv);
    if (positionals.length !== 1) {
      throw new Fault("bad-option", "Name the report of one run: workspace-mlm report FILE.");
    }
    const file = await reportFile(positionals[0]);
    const report = parseReport(await readText(file, LARGEST_REPORT));
    if (report === undefined) {
      throw new Fault("bad-option", `${file} is not the report of a training run; name a run's report.json.`);
    }
    const page = reportPage(report, { activity: "ended", l10n: ENGLISH, language: "en" });
    if (values.json) printJson(io.stdout, report);
    else printLines(io.stdout, reportText(page).trimEnd().split("\n"));
    return EXIT_OK;
  },
};

async function reportFile(path: string): Promise<string> {
  const isFolder = await stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
  return isFolder ? join(path, "report.json") : path;
}
