import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import * as vscode from "vscode";
import type { TrainingResult } from "../../../src/protocol/training";
import { END, SENTENCE, wordsAt } from "../sentence";
import {
  bundledModel,
  completionsAt,
  configure,
  EXTENSION_ID,
  newestReport,
  open,
  QUICK_TRAINING,
  until,
} from "../support";
import { deleteModels, train } from "../train";

const SHORT = { ...QUICK_TRAINING, "training.epochs": 1 };

/** A model to start from that is trained in seconds. */
const SMALL_BASE = {
  "training.fromScratch": false,
  model: path.join(vscode.extensions.getExtension(EXTENSION_ID)!.extensionPath, "test/fixtures/bert-2x32"),
};

const UNSET = Object.fromEntries(
  [
    "batchSize",
    "epochs",
    "fromScratch",
    "learningRate",
    "maskingProbability",
    "newWords",
    "seed",
    "sequenceLength",
    "size",
    "threads",
    "wholeWord",
  ]
    .map((name) => [`training.${name}`, undefined])
    .concat(
      ["corpus.include", "corpus.exclude", "corpus.maxFileSize", "model"].map((name) => [name, undefined]),
    ),
);

/** Forgets earlier models first, so that what was learnt is put to use. */
async function trainWith(values: Readonly<Record<string, unknown>>): Promise<TrainingResult | undefined> {
  await deleteModels();
  await configure({ ...UNSET, ...SHORT, ...values });
  return train();
}

/** How many tokens are hidden of the held-out text. */
async function masksWith(values: Readonly<Record<string, unknown>>): Promise<number> {
  return newestReport((await trainWith(values))!).evaluations.at(-1)!.masks;
}

async function lossWith(values: Readonly<Record<string, unknown>>): Promise<number> {
  return newestReport((await trainWith(values))!).evaluations.at(-1)!.loss;
}

function config(result: TrainingResult | undefined): Record<string, unknown> {
  return JSON.parse(fs.readFileSync(path.join(result!.model, "config.json"), "utf8"));
}

suite("settings are obeyed", () => {
  let one: TrainingResult | undefined;
  let oneConfig: Record<string, unknown>;
  suiteSetup(async () => {
    one = await trainWith({});
    oneConfig = config(one);
  });
  suiteTeardown(() => configure(UNSET));

  test("epochs", async () => {
    assert.equal((await trainWith({ "training.epochs": 3 }))!.steps, 3 * one!.steps);
  });
  test("batch size", async () => {
    assert.ok((await trainWith({ "training.batchSize": 2 }))!.steps > 2 * one!.steps);
  });
  test("sequence length", async () => {
    assert.ok((await trainWith({ "training.sequenceLength": 128 }))!.steps < one!.steps);
  });
  test("size", async () => {
    assert.equal(oneConfig["hidden_size"], 128);
    assert.equal(config(await trainWith({ "training.size": "mini" }))["hidden_size"], 256);
  });
  test("from scratch, or from the model in the box", async () => {
    const little = { "corpus.include": ["anna.md", "boris.md"] }; // that model is asked for each word of what is held out
    const result = await trainWith({ "training.fromScratch": false, ...little });
    assert.equal(result!.words.before !== undefined, bundledModel());
  });
  test("new words in the vocabulary", async () => {
    const vocabulary = async (newWords: number) => {
      const result = await trainWith({ ...SMALL_BASE, "training.epochs": 2, "training.newWords": newWords });
      assert.equal(result!.kept, "tuned");
      return Number(config(result)["vocab_size"]);
    };
    const [without, two] = [await vocabulary(0), await vocabulary(2)];
    assert.equal(two, without + 2);
  });
  test("learning rate: one that is far too small learns nothing", async () => {
    const trainingLoss = async (values: Readonly<Record<string, unknown>>) =>
      newestReport((await trainWith({ "training.epochs": 20, ...values }))!).losses.at(-1)!.loss;
    const [slow, normal] = [await trainingLoss({ "training.learningRate": 1e-8 }), await trainingLoss({})];
    assert.ok(normal < slow - 0.3, `${normal} ${slow}`);
  });
  test("masking probability", async () => {
    const masks = await masksWith({ "training.maskingProbability": 0.5 });
    const fewer = await masksWith({});
    assert.ok(masks > 2 * fewer, `${masks} ${fewer}`);
  });
  test("seed", async () => {
    const first = await lossWith({});
    assert.equal(await lossWith({}), first, "the same seed gives the same model");
    assert.notEqual(await lossWith({ "training.seed": 7 }), first);
  });
  test("whole words are hidden together", async () => {
    const pieces = { ...SMALL_BASE, "training.newWords": 0 }; // many words of the corpus are cut into pieces
    const [apart, together] = [
      await masksWith({ ...pieces, "training.wholeWord": false }),
      await masksWith({ ...pieces, "training.wholeWord": true }),
    ];
    assert.notEqual(together, apart);
  });
  test("include, exclude, largest file", async () => {
    assert.ok((await trainWith({ "corpus.include": ["anna.md", "boris.md"] }))!.steps < one!.steps);
    assert.ok((await trainWith({ "corpus.exclude": ["anna.md", "boris.md"] }))!.steps < one!.steps);
    const folder = vscode.workspace.workspaceFolders![0]!.uri.fsPath;
    const big = path.join(folder, "big.md");
    fs.writeFileSync(big, "The sea is wide and the night is long, says the keeper to the gull.\n".repeat(60));
    const more = (await trainWith({}))!.steps;
    const less = (await trainWith({ "corpus.maxFileSize": 3 }))!.steps;
    fs.rmSync(big);
    assert.ok(more > less, `${more} ${less}`);
  });
  test("a value out of range is refused", async () => {
    assert.equal(await trainWith({ "training.epochs": -1 }), undefined);
  });

  test("number of suggestions", async () => {
    await trainWith({});
    for (const count of [3, 12]) {
      await configure({ "suggestions.count": count });
      const { document } = await open(SENTENCE);
      await until(`${count} words`, async () => (await completionsAt(document, END)).length === count);
    }
    await configure({ "suggestions.count": undefined });
  });
  test("suggestions and hover can be turned off", async () => {
    await configure({ "suggestions.enabled": false, "hover.enabled": false });
    const { document } = await open(SENTENCE);
    assert.deepEqual(await completionsAt(document, END), []);
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      "vscode.executeHoverProvider",
      document.uri,
      document.positionAt(END - 2),
    );
    assert.deepEqual(hovers, []);
    await configure({ "suggestions.enabled": undefined, "hover.enabled": undefined });
  });
  test("model", async () => {
    const trained = (await trainWith({ "training.epochs": 2 }))!.model;
    const copy = path.join(vscode.workspace.workspaceFolders![0]!.uri.fsPath, "..", "chosen-model");
    fs.cpSync(trained, copy, { recursive: true });
    await deleteModels();
    await configure({ model: copy });
    const { document } = await open(SENTENCE);
    await wordsAt(document); // of the chosen model
    const result = await trainWith({ "training.fromScratch": false, model: copy });
    assert.ok(result!.words.before, "training starts from the chosen model and compares with it");
    await configure({ model: undefined });
  });
});
