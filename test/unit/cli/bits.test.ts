import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DEFAULT_CORPUS_OPTIONS } from "../../../src/core/corpus/options";
import { prepareData } from "../../../src/engine/corpus/prepareData";
import { loadModel } from "../../../src/engine/models/loadModel";
import { parseReport } from "../../../src/report/parse";
import { run } from "../../support/commandLine";
import { SMALL, smallFolder } from "../../support/smallFolder";

let root: string;
const at = (...parts: string[]) => join(root, ...parts);
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "workspace-mlm-bits-"));
  smallFolder(at("text"));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Trains for an epoch; the model's bits, and what the report says they depend on. */
async function trained(output: string, ...options: string[]) {
  const own = SMALL.slice(0, SMALL.indexOf("--threads"));
  const argv = ["train", "text", ...own, "--epochs", "1", "--output", output, "--report", `${output}.json`];
  const { code, stderr } = await run(root, [...argv, ...options]);
  expect(code, stderr).toBe(0);
  const report = parseReport(readFileSync(at(`${output}.json`), "utf8"));
  return { bits: readFileSync(at(output, "model.safetensors")), computing: report?.computing };
}

describe("the bits of a run", () => {
  test("are the same with --deterministic whatever the number of threads would be", async () => {
    const one = await trained("one", "--deterministic", "--threads", "1");
    const other = await trained("other", "--deterministic", "--threads", "4");
    expect(one.computing).toEqual({ threads: 2, sequencesAtOnce: 8 });
    expect(other.computing).toEqual(one.computing);
    expect(one.bits.equals(other.bits)).toBe(true);
  });

  test("depend on the threads that the report names, also more than there are cores", async () => {
    const { computing } = await trained("four", "--threads", "4", "--batch-size", "4");
    expect(computing).toEqual({ threads: 4, sequencesAtOnce: 4 });
    const { stdout } = await run(root, ["report", "four.json"]);
    expect(stdout).toMatch(/Threads +4, on 4 sequences at once/);
  });

  test("come from one release of ONNX Runtime", () => {
    const { dependencies, devDependencies } = JSON.parse(readFileSync("package.json", "utf8"));
    expect({ ...dependencies, ...devDependencies }["onnxruntime-node"]).toMatch(/^\d+\.\d+\.\d+$/);
  });
});

describe("special tokens that a file spells out", () => {
  const SPELT =
    "A [MASK] stands for a word, [PAD] for nothing, [CLS] and [SEP] around, [UNK] for the rest.\n";

  test.each([false, true])("are ordinary text to training, with line by line %s", async (lineByLine) => {
    mkdirSync(at(`spelt ${lineByLine}`));
    writeFileSync(at(`spelt ${lineByLine}`, "a.md"), SPELT);
    const { tokenizer } = await loadModel("test/fixtures/bert-2x32");
    const source = { folders: [at(`spelt ${lineByLine}`)], corpus: DEFAULT_CORPUS_OPTIONS };
    const options = { ...source, maxSeqLength: 128, lineByLine, validationSplit: 0, seed: 1 };
    const { train } = await prepareData(tokenizer, options, new AbortController().signal);
    const special = [...train.ids].filter((id) => tokenizer.isSpecial(id));
    expect(special).toEqual([tokenizer.clsTokenId, tokenizer.sepTokenId]);
  });

  test("are counted as such by scan", async () => {
    mkdirSync(at("scanned"));
    writeFileSync(at("scanned", "a.md"), SPELT);
    const { tokenizer } = await loadModel("test/fixtures/bert-2x32");
    const { ids } = tokenizer.encode(SPELT, { addSpecialTokens: false, parseSpecialTokens: false });
    const { stdout } = await run(process.cwd(), [
      "scan",
      at("scanned"),
      "--model",
      "test/fixtures/bert-2x32",
    ]);
    expect(stdout).toContain(`, ${ids.length} tokens\n`);
  });
});
