// The command as a client of the Model Context Protocol starts it, asked with the protocol's own client.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { afterEach, expect, inject, test } from "vitest";
import { run } from "../../support/commandLine";
import { temporaryFolder } from "../../support/temporaryFolder";

const USUAL = ["--model", resolve("models/base"), "--threads", "1"];

const at = temporaryFolder();
let client: Client | undefined;

afterEach(async () => {
  await client?.close();
  client = undefined;
});

function environment(): Record<string, string> {
  const { PATH = "" } = process.env;
  return { PATH, NODE_PATH: resolve("node_modules"), XDG_CACHE_HOME: at("cache") };
}

async function connect(args: readonly string[], script = inject("cli")): Promise<Client> {
  client = new Client({ name: "test", version: "1" });
  const command = process.execPath;
  await client.connect(new StdioClientTransport({ command, args: [script, ...args], env: environment() }));
  return client;
}

async function call(from: Client, name: string, input: object) {
  const { content, isError } = await from.callTool({ name, arguments: { ...input } });
  const [{ text }] = content as [{ text: string }];
  return { isError: isError === true, text };
}

test("a client finds the tools and gets their answers, or a sentence on how to ask", async () => {
  const server = await connect(["mcp", ...USUAL]);
  const { tools } = await server.listTools();
  expect(tools.map(({ name }) => name)).toEqual(["fill_mask", "score_text", "suggest_name"]);
  const filled = await call(server, "fill_mask", {
    text: "for (let i = 0; i < items.[MASK]; i++)",
    top_k: 3,
  });
  expect(JSON.parse(filled.text)[0].map(({ token_str }: { token_str: string }) => token_str)).toContain(
    "length",
  );
  const loops = ["length", "length", "herring"].map(
    (size) => `for (let i = 0; i < items.${size}; i++) f(items[i]);`,
  );
  const scored = await call(server, "score_text", { text: loops.join("\n"), top_k: 3 });
  expect(JSON.parse(scored.text).words).toContainEqual(expect.objectContaining({ word: "herring", line: 3 }));
  const named = await call(server, "suggest_name", {
    text: "for (let q7 = 0; q7 < items.length; q7++) console.log(items[q7]);",
    name: "q7",
  });
  expect(JSON.parse(named.text).names.map(({ name }: { name: string }) => name)).toContain("i");
  expect(await call(server, "fill_mask", { text: "no mask" })).toEqual({
    isError: true,
    text: "`text` must hold [MASK] where the word to find stands.",
  });
  expect((await call(server, "no_tool", {})).isError).toBe(true);
});

test("the words of a folder are offered, too", async () => {
  const folder = at("project");
  mkdirSync(folder);
  const line = "export function greetVisitor(name: string) {}\n";
  for (let i = 0; i < 5; i++)
    writeFileSync(join(folder, `${i}.ts`), `${line.repeat(3)}export const n${i} = ${i};\n`);
  const server = await connect(["mcp", ...USUAL, "--memory", folder]);
  const offered = async () =>
    (await call(server, "fill_mask", { text: "export function [MASK](name: string) {}" })).text;
  await expect.poll(offered, { timeout: 60_000, interval: 500 }).toContain("greetVisitor");
});

test("what the editor starts takes what to load as JSON", async () => {
  const params = { base: resolve("test/fixtures/bert-2x32"), threads: 1 };
  const server = await connect([JSON.stringify(params)], join(dirname(inject("cli")), "mcp.js"));
  const { text } = await call(server, "fill_mask", { text: "the [MASK]" });
  expect(JSON.parse(text)[0].length).toBeGreaterThan(0);
});

test("a model that is not there is told of at the first question", async () => {
  const server = await connect(["mcp", "--model", "/nowhere"]);
  const { isError, text } = await call(server, "fill_mask", { text: "the [MASK]" });
  expect(isError).toBe(true);
  expect(text).toContain("/nowhere");
});

test("a model that does not load is told of, and the next one in use is asked", async () => {
  const storage = at("storage");
  const params = { storage, base: resolve("test/fixtures/bert-2x32"), threads: 1 };
  const server = await connect([JSON.stringify(params)], join(dirname(inject("cli")), "mcp.js"));
  const ask = () => call(server, "fill_mask", { text: "the [MASK]" });
  expect((await ask()).isError).toBe(false);
  mkdirSync(join(storage, "models/empty"), { recursive: true });
  cpSync(params.base, join(storage, "models/whole"), { recursive: true });
  writeFileSync(join(storage, "current"), "empty");
  expect(await ask()).toMatchObject({ isError: true, text: expect.stringContaining("models/empty") });
  writeFileSync(join(storage, "current"), "whole");
  expect((await ask()).isError).toBe(false);
});

test("the server ends when the client hangs up", async () => {
  const child = spawn(process.execPath, [inject("cli"), "mcp", ...USUAL], { env: environment() });
  child.stdin.end();
  const [code] = await once(child, "exit");
  expect(code).toBe(0);
});

test("a folder that is not there is told of at once", async () => {
  const { code, stderr } = await run(at(), ["mcp", ...USUAL, "--memory", "nowhere"]);
  expect([code, stderr]).toEqual([
    2,
    expect.stringMatching(/^There is no folder .*nowhere; see --memory\.\n$/),
  ]);
});
