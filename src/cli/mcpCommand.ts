import { createHash } from "node:crypto";
import { join, resolve } from "node:path";
import { version } from "../../package.json";
import { DEFAULT_CORPUS_OPTIONS } from "../core/corpus/options";
import { Fault } from "../core/errors";
import { isFolder } from "../node/readFiles";
import { userCacheFolder } from "../node/userCacheFolder";
import type { LoadParams } from "../protocol/filling";
import { type Command, EXIT_OK } from "./command";
import { chooseModel, MODEL_OPTION } from "./modelOption";
import { describeOptions, parseOptions } from "./options";

const OPTIONS = {
  model: MODEL_OPTION,
  memory: {
    kind: "text",
    placeholder: "FOLDER",
    help: "offer also words that stand among the same words in the files of this folder",
  },
  threads: {
    kind: "integer",
    default: 0,
    min: 0,
    max: 256,
    help: "threads of one answer; 0: as many as cores",
  },
} as const;

export const mcpCommand: Command = {
  summary: "answer agents over the Model Context Protocol",
  help: `Usage: workspace-mlm mcp [OPTIONS]

Serves the tools fill_mask, score_text and suggest_name over standard input and output, as a client of the Model
Context Protocol starts it, until the client hangs up.

${describeOptions(OPTIONS)}`,

  async run(argv, io) {
    const { values, positionals } = parseOptions(OPTIONS, argv);
    if (positionals.length > 0)
      throw new Fault("bad-option", "mcp takes no arguments; see workspace-mlm mcp --help.");
    const { serveMcp } = await import("./mcp/serveMcp"); // costs more to load than the rest of the command line
    const { model, memory, threads } = values;
    const params: LoadParams = {
      base: resolve(chooseModel(model)),
      threads,
      memory: { open: [], ...(memory !== undefined && { workspace: await workspaceText(resolve(memory)) }) },
    };
    await serveMcp({ params, version, signal: io.signal });
    return EXIT_OK;
  },
};

/** What is remembered of the folder lies in the user's cache. */
async function workspaceText(folder: string) {
  if (!(await isFolder(folder))) throw new Fault("bad-option", `There is no folder ${folder}; see --memory.`);
  const { include, exclude, maxFileSize } = DEFAULT_CORPUS_OPTIONS;
  const name = createHash("sha256").update(folder).digest("hex").slice(0, 16);
  return {
    roots: [folder],
    folderExclude: {},
    storage: join(userCacheFolder(), "mcp", name),
    settings: { include, exclude, maxFileSize },
  };
}
