import * as assert from "node:assert/strict";
import * as vscode from "vscode";
import { SENTENCE } from "../sentence";
import { deleteModels } from "../train";

/** The answer of a tool, as an agent gets it that counts a token for each character. */
async function ask(tool: string, input: object, tokenBudget?: number): Promise<string> {
  const countTokens = async (text: string): Promise<number> => text.length;
  const result = await vscode.lm.invokeTool(tool, {
    input,
    toolInvocationToken: undefined,
    ...(tokenBudget !== undefined && { tokenizationOptions: { tokenBudget, countTokens } }),
  });
  return (result.content[0] as vscode.LanguageModelTextPart).value;
}

suite("the tools of agents", () => {
  suiteSetup(() => deleteModels()); // the model in the box is asked

  test("fill_mask answers within the agent's budget, and refuses with a sentence to act on", async () => {
    const wordsWithin = async (budget?: number): Promise<number> =>
      JSON.parse(await ask("fill_mask", { text: SENTENCE, top_k: 16 }, budget))[0].length;
    assert.equal(await wordsWithin(), 16);
    const few = await wordsWithin(300);
    assert.ok(few >= 1 && few < 16, String(few));
    await assert.rejects(ask("fill_mask", { text: "no mask" }), /must hold \[MASK\]/);
    await assert.rejects(ask("fill_mask", { text: SENTENCE, top_k: 1000 }), /top_k/);
  });

  test("score_text names the words that are out of place", async () => {
    const lines = ["length", "length", "herring"].map(
      (size) => `for (let i = 0; i < items.${size}; i++) f(items[i]);`,
    );
    const { words } = JSON.parse(await ask("score_text", { text: lines.join("\n"), top_k: 3 }));
    const found = words.find(({ word }: { word: string }) => word === "herring");
    assert.equal(found?.line, 3, JSON.stringify(words));
  });

  test("suggest_name says what an identifier would be called", async () => {
    const text = "for (let q7 = 0; q7 < items.length; q7++) console.log(items[q7]);";
    const { uses, names } = JSON.parse(await ask("suggest_name", { text, name: "q7" }));
    assert.equal(uses, 4);
    assert.equal(names[0].name, "i");
    await assert.rejects(ask("suggest_name", { text, name: "absent" }), /`text` must hold `name`/);
  });
});
