import * as assert from "node:assert/strict";
import * as vscode from "vscode";
import { END, SENTENCE, START, wordsAt } from "../sentence";
import {
  api,
  completionsAt,
  configure,
  corpusWords,
  hover,
  isAlive,
  open,
  QUICK_TRAINING,
  until,
  words,
} from "../support";
import { deleteModels, train } from "../train";

async function actionsAt(document: vscode.TextDocument, range: vscode.Range): Promise<vscode.CodeAction[]> {
  return vscode.commands.executeCommand("vscode.executeCodeActionProvider", document.uri, range);
}

function rangeOf(document: vscode.TextDocument, start: number, end = start): vscode.Range {
  return new vscode.Range(document.positionAt(start), document.positionAt(end));
}

suite("filling", () => {
  suiteSetup(async () => {
    await configure(QUICK_TRAINING);
    await train();
  });

  for (const [where, offset] of [
    ["before the mask", START],
    ["inside the mask", START + 3],
    ["after the mask", END],
  ] as const) {
    test(`completions ${where} replace the whole mask`, async () => {
      const { document } = await open(SENTENCE);
      const items = await wordsAt(document, offset);
      for (const item of items) assert.deepEqual(item.range, rangeOf(document, START, END));
      assert.ok(corpusWords(words(items)) >= 8, words(items).join(" "));
    });
  }

  test("completions come in the order of their probability", async () => {
    const { document } = await open(SENTENCE);
    const items = await wordsAt(document);
    const sorted = [...items].sort((a, b) => (a.sortText! < b.sortText! ? -1 : 1));
    const chances = sorted.map(({ label }) =>
      Number.parseFloat((label as vscode.CompletionItemLabel).description!),
    );
    assert.deepEqual(
      chances,
      [...chances].sort((a, b) => b - a),
    );
    assert.ok(chances[0]! > 0);
  });

  test("no piece of a word is offered", async () => {
    const { document } = await open(SENTENCE);
    for (const word of words(await wordsAt(document))) assert.doesNotMatch(word, /##|\[/);
  });

  test("no completion beside the mask", async () => {
    const { document } = await open(`${SENTENCE} more`);
    assert.deepEqual(await completionsAt(document, END + 2), []);
    assert.deepEqual(await completionsAt(document, START - 2), []);
  });

  for (const language of ["plaintext", "markdown", "typescript", "python", "json"]) {
    test(`completions in ${language}`, async () => {
      const { document } = await open(SENTENCE, language);
      assert.ok(words(await wordsAt(document)).length > 1);
    });
  }

  test("the light bulb replaces one mask, and one undo takes it back", async () => {
    const { document } = await open(SENTENCE);
    await wordsAt(document);
    const action = (await actionsAt(document, rangeOf(document, START + 2)))[0]!;
    const word = /^Replace \[MASK\] with '(.+)' \([<\d. ]+\s%\)$/.exec(action.title)?.[1];
    assert.ok(word, action.title);
    assert.ok(await vscode.workspace.applyEdit(action.edit!));
    assert.equal(document.getText(), SENTENCE.replace("[MASK]", word));
    await vscode.commands.executeCommand("undo");
    assert.equal(document.getText(), SENTENCE);
  });

  test("fill every mask of the document as one undoable edit", async () => {
    const text = `${SENTENCE}\nIn the [MASK] boris walks from the [MASK] to the [MASK].`;
    const { document } = await open(text);
    const actions = await actionsAt(document, rangeOf(document, START));
    assert.ok(actions.some(({ title }) => title === "Fill every [MASK] in the document"));
    await vscode.commands.executeCommand("workspaceMlm.fillDocument");
    assert.doesNotMatch(document.getText(), /\[MASK\]/);
    const pattern =
      /^The keeper anna lights the \S+ of the harbour every evening\.\nIn the \S+ boris walks from the \S+ to the \S+$/;
    assert.match(document.getText(), pattern);
    await vscode.commands.executeCommand("undo");
    assert.equal(document.getText(), text);
  });

  test("fill every mask of the selection only", async () => {
    const text = `${SENTENCE}\n${SENTENCE}`;
    const editor = await open(text);
    const selection = rangeOf(editor.document, 0, SENTENCE.length);
    editor.selection = new vscode.Selection(selection.start, selection.end);
    const titles = (await actionsAt(editor.document, selection)).map(({ title }) => title);
    assert.ok(titles.includes("Fill every [MASK] in the selection"), titles.join("; "));
    await vscode.commands.executeCommand("workspaceMlm.fillSelection");
    const [first, second] = editor.document.getText().split("\n");
    assert.doesNotMatch(first!, /\[MASK\]/);
    assert.equal(second, SENTENCE);
  });

  test("a hover shows the best words", async () => {
    const { document } = await open(SENTENCE);
    const best = words(await wordsAt(document))[0]!;
    const hovers = await hover(document, START + 2);
    const text = hovers.flatMap(({ contents }) =>
      contents.map((part) => (part as vscode.MarkdownString).value),
    );
    assert.ok(text.join("\n").includes(best), `${best} in ${text}`);
  });

  test("a hover shows a few words also where the list is to have one", async () => {
    await configure({ "suggestions.count": 1 });
    const { document } = await open(SENTENCE);
    await until("one word", async () => (await completionsAt(document, END)).length === 1);
    const [shown] = await hover(document, START + 2);
    await configure({ "suggestions.count": undefined });
    const lines = (shown!.contents[0] as vscode.MarkdownString).value
      .split("\n")
      .filter((line) => line !== "");
    assert.equal(lines.length, 5);
  });

  test("a killed predictor is started again by the next request", async () => {
    const { document } = await open(SENTENCE);
    await wordsAt(document);
    const { predictorPid } = await api();
    const pid = predictorPid!;
    process.kill(pid, "SIGKILL");
    await until("the end of the process", async () => !isAlive(pid) && (await api()).predictorPid !== pid);
    const again = await open(`${SENTENCE} `);
    assert.ok((await wordsAt(again.document)).length > 1);
    assert.notEqual((await api()).predictorPid, pid);
  });

  test("deleting all models forgets what was learnt", async () => {
    const before = words(await wordsAt((await open(SENTENCE)).document));
    await deleteModels();
    const after = words(await wordsAt((await open(SENTENCE)).document));
    assert.ok(corpusWords(before) > corpusWords(after), `${before.join(" ")} / ${after.join(" ")}`);
  });
});
