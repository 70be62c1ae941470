import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { DEFAULT_CORPUS_OPTIONS } from "../../../src/core/corpus/options";
import { ENOUGH_WORDS } from "../../../src/core/questions/wordsFound";
import { MAX_QUESTIONS } from "../../../src/engine/corpus/heldOutText";
import { type DataOptions, prepareData } from "../../../src/engine/corpus/prepareData";
import { loadModel } from "../../../src/engine/models/loadModel";
import { prepare } from "../../../src/engine/start/prepare";
import { HELD_OUT_FILE, questionsId, readHeldOut, writeHeldOut } from "../../../src/node/heldOutStore";
import { makeWorkspace, prose } from "../corpus/workspace";

const { tokenizer } = await loadModel("models/base");
const { signal } = new AbortController();

function workspace(files: number, words: number): string {
  return makeWorkspace(
    Object.fromEntries(Array.from({ length: files }, (_, at) => [`${at}.md`, prose(words, at + 1)])),
  );
}

function optionsOf(root: string, changes: Partial<DataOptions> = {}): DataOptions {
  const cut = { maxSeqLength: 64, lineByLine: false, validationSplit: 0.1, seed: 42 };
  return { folders: [root], corpus: DEFAULT_CORPUS_OPTIONS, ...cut, ...changes };
}

const heldOutOf = async (root: string, changes?: Partial<DataOptions>) =>
  (await prepareData(tokenizer, optionsOf(root, changes), signal)).heldOut;

describe("the hidden words of a workspace", () => {
  test("are of text that chooses no model, where there is enough of it", async () => {
    const { choosing, reporting, questions } = await heldOutOf(workspace(40, 300));
    expect(choosing.filter((name) => reporting.includes(name))).toEqual([]);
    expect(questions.length).toBeGreaterThanOrEqual(ENOUGH_WORDS);
    expect(questions.length).toBeLessThanOrEqual(MAX_QUESTIONS);
    for (const { file } of questions) expect(reporting).toContain(file);
  });

  test("are of all that is held out where one half has too few, and both names say so", async () => {
    const { choosing, reporting, questions } = await heldOutOf(workspace(12, 60));
    expect(choosing).toEqual(reporting);
    expect(new Set(questions.map(({ file }) => file)).size).toBe(reporting.length);
  });

  test.each([
    [60, false],
    [300, true],
  ])("are of all that is held out where %i words would choose the model: %s", async (words, isApart) => {
    const root = workspace(20, 800);
    writeFileSync(join(root, "few.md"), prose(words, 99));
    const before = { choosing: ["few.md"], reporting: ["0.md"], questions: [] };
    const { choosing, reporting, questions } = await heldOutOf(root, { before, validationSplit: 0.05 });
    expect([...new Set([...choosing, ...reporting])].sort()).toEqual(["0.md", "few.md"]);
    expect(questions.length).toBeGreaterThanOrEqual(ENOUGH_WORDS);
    if (isApart) expect([choosing, reporting]).toEqual([["few.md"], ["0.md"]]);
    else expect(choosing).toEqual(reporting);
  });

  test("are the same for whatever vocabulary", async () => {
    const root = workspace(40, 300);
    const scratch = { vocabSize: 400, hiddenSize: 64, numHiddenLayers: 1, lowercase: true };
    const { data } = await prepare({ scratch }, optionsOf(root), signal);
    expect(data.heldOut).toEqual(await heldOutOf(root));
  });

  test("stay when files come, change and go, but for those whose lines are gone", async () => {
    const root = workspace(40, 300);
    const before = await heldOutOf(root);
    for (let at = 0; at < 20; at++) writeFileSync(join(root, `new${at}.md`), prose(300, at + 500));
    expect((await heldOutOf(root, { before, seed: 7 })).questions).toEqual(before.questions);
    const [{ file }] = before.questions as [(typeof before.questions)[0]];
    writeFileSync(join(root, file), `something new\n${readFileSync(join(root, file), "utf8")}`);
    expect((await heldOutOf(root, { before })).questions).toEqual(before.questions);
    rmSync(join(root, file));
    const after = await heldOutOf(root, { before });
    const left = before.questions.filter((question) => question.file !== file);
    expect(after.questions.slice(0, left.length)).toEqual(left);
    expect(after.questions.length).toBeGreaterThan(left.length);
  });
});

describe("what is held out is kept with a workspace", () => {
  const heldOut = {
    choosing: ["a.md"],
    reporting: ["b.md"],
    questions: [{ file: "b.md", before: "the ", word: "keeper", after: " \ud83d" }],
  };

  test("and comes back", async () => {
    const storage = makeWorkspace();
    await writeHeldOut(storage, heldOut);
    expect(await readHeldOut(storage)).toEqual({ version: 1, ...heldOut });
  });

  test.each([
    ["", "nothing"],
    ["{", "no JSON"],
    [JSON.stringify({ ...heldOut, version: 2 }), "another version"],
    [JSON.stringify({ ...heldOut, version: 1, choosing: [3] }), "names that are none"],
    [JSON.stringify({ ...heldOut, version: 1, questions: [{ word: "keeper" }] }), "half a question"],
  ])("%s counts as none: %s", async (content) => {
    const storage = makeWorkspace({ [HELD_OUT_FILE]: content });
    expect(await readHeldOut(storage)).toBeUndefined();
  });

  test("under a name that changes with any of the questions", () => {
    const [question] = heldOut.questions as [(typeof heldOut.questions)[0]];
    const names = [
      [question],
      [],
      [question, question],
      [{ ...question, before: "a " }],
      [{ ...question, word: "keepers" }],
      [{ ...question, after: "" }],
      [{ ...question, file: "c.md" }],
    ].map(questionsId);
    expect(new Set(names).size).toBe(names.length);
    expect(questionsId(structuredClone(heldOut.questions))).toBe(names[0]);
  });
});
