import { join, relative, sep } from "node:path";
import { Fault } from "../../core/errors";
import { linePlaces } from "../../core/linePlaces";
import { USUAL_PRECISION } from "../../core/prediction/precision";
import { createPredictor, type Predictor } from "../../core/prediction/predictor";
import type { Ranking } from "../../core/ranking/rank";
import { createScorer } from "../../core/scoring/scorer";
import type { WordChecker } from "../../core/unlikely/findUnlikely";
import { isReported, SENSITIVITIES } from "../../core/unlikely/verdict";
import { readMemory } from "../../engine/memory/workspaceMemory";
import { loadModel } from "../../engine/models/loadModel";
import { modelRanking } from "../../engine/models/modelRanking";
import { type CheckedFile, checkFiles } from "../../engine/scoring/checkFiles";
import { findingsFile } from "../../engine/scoring/findingsFile";
import { NO_FINDINGS, openFindings } from "../../node/findingsCache";
import { onnxRuntimeBackend } from "../../node/onnxRuntime";
import { ownWordsAbove } from "../../node/ownWordsFiles";
import { userCacheFolder } from "../../node/userCacheFolder";
import { type Command, EXIT_FAULT, EXIT_OK, type Io, printJson, printLine } from "../command";
import { CORPUS_OPTIONS, corpusOptions } from "../corpusOptions";
import { chooseModel, MODEL_OPTION } from "../modelOption";
import { describeOptions, type OptionValues, parseOptions } from "../options";
import { createProgress, formatCount } from "../progress";
import { TOKEN_CACHE_OPTION, tokenCache } from "../tokenCache";
import { TRAIN_OPTIONS } from "../trainOptions";
import { filesToCheck, whatToRead } from "./filesToCheck";
import { findingLine, findingRecord, type ToldFinding } from "./findingLines";
import { sarifLog } from "./sarif";

const OPTIONS = {
  model: MODEL_OPTION,
  sensitivity: {
    kind: "choice",
    choices: SENSITIVITIES,
    default: "medium",
    help: "how much to report; low is seldom wrong",
  },
  since: {
    kind: "text",
    placeholder: "REF",
    help: "only lines that are not as they were in this commit of Git",
  },
  threads: TRAIN_OPTIONS.threads,
  ...CORPUS_OPTIONS,
  ...TOKEN_CACHE_OPTION,
  "no-cache": {
    kind: "flag",
    help: "check every file; else what was found in one is kept in the user's cache folder until it changes",
  },
  json: { kind: "flag", help: "print one line of JSON for each word that is found" },
  sarif: { kind: "flag", help: "print a log in SARIF 2.1.0" },
} as const;

export const checkCommand: Command = {
  summary: "find words that are out of place: misspelt, or another would stand there",
  help: `Usage: workspace-mlm check FOLDER|FILE... [OPTIONS]

Reads what training would read, and prints the words that are out of place, with what may be meant, as compilers print warnings. For
a FILE the files of the current folder are its context, or those beside it where it lies elsewhere. Words of a file
.mlmwords in the folder, or in those above it up to the repository's, are right: one a line, # begins a comment.
The exit code is 1 when something is found.

${describeOptions(OPTIONS)}`,

  async run(argv, io) {
    const { values, positionals } = parseOptions(OPTIONS, argv);
    if (positionals.length === 0)
      throw new Fault("bad-option", "Name a folder or a file to check: workspace-mlm check FOLDER.");
    if (values.json && values.sarif)
      throw new Fault("bad-option", "--json and --sarif cannot be combined; leave one of them out.");
    const findings: ToldFinding[] = [];
    const print = printer(values, io, findings);
    await check(positionals, values, io, print);
    if (values.sarif) printJson(io.stdout, sarifLog(findings));
    return findings.length > 0 ? EXIT_FAULT : EXIT_OK;
  },
};

type CheckValues = OptionValues<typeof OPTIONS>;

/** Prints each finding as it comes, and notes it. */
function printer({ json, sarif }: CheckValues, { stdout }: Io, findings: ToldFinding[]) {
  return (finding: ToldFinding): void => {
    findings.push(finding);
    if (json) printJson(stdout, findingRecord(finding));
    else if (!sarif) printLine(stdout, findingLine(finding));
  };
}

async function check(
  named: readonly string[],
  values: CheckValues,
  io: Io,
  print: (finding: ToldFinding) => void,
): Promise<void> {
  const model = chooseModel(values.model);
  const { config, parameters, tokenizer } = await loadModel(model);
  const { folders, asked } = whatToRead(named);
  const corpus = { folders, corpus: corpusOptions(values), tokenCache: tokenCache(values) };
  const read = await readMemory(corpus, tokenizer, io.signal);
  const files = filesToCheck(read.places, asked, values.since, io.stderr);
  const backend = onnxRuntimeBackend({ spinning: false, threads: values.threads });
  const predictor = await createPredictor(backend, config, parameters, USUAL_PRECISION);
  const checker = wordChecker(predictor, tokenizer, await modelRanking(model));
  const cache = values["no-cache"]
    ? NO_FINDINGS
    : await openFindings(join(userCacheFolder(), "findings", await findingsFile(model, folders)));
  const options = { cache, ownWords: folders.flatMap(ownWordsAbove), signal: io.signal };
  const progress = createProgress(io);
  let done = 0;
  let found = 0;
  try {
    for await (const file of checkFiles(checker, read, files, options)) {
      progress.clear();
      for (const finding of told(file)) {
        if (!isReported(finding.sensitivity, values.sensitivity)) continue;
        found++;
        print(finding);
      }
      progress.update(++done, files.length, file.path);
    }
  } finally {
    progress.clear();
    await cache.save();
    await predictor.release();
  }
  printLine(io.stderr, `${formatCount(found)} words are out of place in ${formatCount(done)} files.`);
}

function wordChecker(
  predictor: Predictor,
  tokenizer: WordChecker["tokenizer"],
  ranking: Ranking,
): WordChecker {
  return { scorer: createScorer(predictor, tokenizer, ranking), tokenizer, ranking };
}

function told({ path, text, findings }: CheckedFile): ToldFinding[] {
  const placeAt = linePlaces(text);
  const shown = pathShown(path);
  return findings.map((finding) => ({ ...finding, ...placeAt(finding.from), path: shown }));
}

/** From the current folder where it lies there, with `/`. */
function pathShown(path: string): string {
  const near = relative(process.cwd(), path);
  return (near.startsWith("..") ? path : near).split(sep).join("/");
}
