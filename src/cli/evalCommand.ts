import { resolve } from "node:path";
import { Fault } from "../core/errors";
import { randomFor } from "../core/random";
import { Evaluator, heldOutBatches } from "../core/training/evaluation";
import { loadModel } from "../engine/loadModel";
import { prepareData } from "../engine/prepare";
import { onnxRuntimeBackend } from "../node/onnxRuntime";
import { type Command, EXIT_OK, printLine } from "./command";
import { CORPUS_OPTIONS, corpusOptions, describeCorpus } from "./corpusOptions";
import { chooseModel, MODEL_OPTION } from "./modelOption";
import { describeOptions, parseOptions } from "./options";
import { TOKEN_CACHE_OPTION, tokenCache } from "./tokenCache";
import { TRAIN_OPTIONS } from "./trainOptions";
import { describeEvaluation } from "./trainReporter";

const OPTIONS = {
  model: MODEL_OPTION,
  "batch-size": TRAIN_OPTIONS["batch-size"],
  "max-seq-length": TRAIN_OPTIONS["max-seq-length"],
  "line-by-line": TRAIN_OPTIONS["line-by-line"],
  "mlm-probability": TRAIN_OPTIONS["mlm-probability"],
  "whole-word-mask": TRAIN_OPTIONS["whole-word-mask"],
  "max-eval-sequences": TRAIN_OPTIONS["max-eval-sequences"],
  seed: TRAIN_OPTIONS.seed,
  threads: TRAIN_OPTIONS.threads,
  ...CORPUS_OPTIONS,
  ...TOKEN_CACHE_OPTION,
  json: { kind: "flag", help: "print the figures as JSON" },
} as const;

export const evalCommand: Command = {
  summary: "measure a model on the text of a folder",
  help: `Usage: workspace-mlm eval FOLDER... [OPTIONS]

Hides tokens of all the folders' text, chosen by the seed alone, and says how well the model finds them.

${describeOptions(OPTIONS)}`,

  async run(argv, io) {
    const { values, positionals } = parseOptions(OPTIONS, argv);
    if (positionals.length === 0) {
      throw new Fault("bad-option", "Name the folder to evaluate on: workspace-mlm eval FOLDER.");
    }
    const { config, parameters, tokenizer } = await loadModel(chooseModel(values.model));
    const data = await prepareData(
      tokenizer,
      {
        folders: positionals.map((folder) => resolve(folder)),
        corpus: corpusOptions(values),
        tokenCache: tokenCache(values),
        maxSeqLength: Math.min(values["max-seq-length"], config.maxPositionEmbeddings),
        lineByLine: values["line-by-line"],
        validationSplit: 0,
        seed: values.seed,
      },
      io.signal,
    );
    const batches = heldOutBatches(data.train, tokenizer, {
      masking: { mlmProbability: values["mlm-probability"], wholeWordMask: values["whole-word-mask"] },
      batchSize: values["batch-size"],
      config,
      seed: randomFor(values.seed).nextUint32(),
      maxSequences: values["max-eval-sequences"],
    });
    const evaluator = new Evaluator(onnxRuntimeBackend({ threads: values.threads }), config);
    const evaluation = await evaluator.evaluate(parameters, batches, io.signal);
    await evaluator.release();
    if (values.json)
      printLine(io.stdout, JSON.stringify({ files: data.summary.files, tokens: data.tokens, ...evaluation }));
    else {
      printLine(io.stdout, `Read ${describeCorpus(data.summary)}.`);
      printLine(io.stdout, describeEvaluation(evaluation));
    }
    return EXIT_OK;
  },
};
