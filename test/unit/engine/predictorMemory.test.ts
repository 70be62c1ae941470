import { fork } from "node:child_process";
import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { expect, inject, test } from "vitest";
import { toNamed } from "../../../src/core/ranking/namedRanking";
import { SHIPPED_RANKING } from "../../../src/core/ranking/shippedRanking";
import { memoryFile } from "../../../src/node/modelStore";
import type {
  MemoryFiles,
  MemoryParams,
  PredictorListener,
  PredictorSide,
} from "../../../src/protocol/filling";
import { ipcTransport } from "../../../src/protocol/ipc";
import { type Connection, connect } from "../../../src/protocol/rpc";
import type { WorkspaceText } from "../../../src/protocol/training";
import { temporaryFolder } from "../../support/temporaryFolder";

const at = temporaryFolder();

interface Asked {
  readonly predictor: Connection<PredictorSide>;
  /** Resolves when a memory is there that was built since the last call. */
  remembered(): Promise<MemoryFiles>;
  /** The first word for the mask of `TEXT`, as text of this file. */
  first(path?: string): Promise<string>;
}

async function withMemory(
  memory: MemoryParams | undefined,
  use: (asked: Asked) => Promise<void>,
  base = resolve("models/base"),
): Promise<void> {
  const env = { ...process.env, NODE_PATH: resolve("node_modules") };
  const child = fork(join(dirname(inject("cli")), "engine.js"), ["predictor"], { env, execArgv: [] });
  const exit = new Promise((done) => child.once("exit", done));
  const built: MemoryFiles[] = [];
  let tell = () => {};
  const handlers = {
    requests: {},
    notifications: {
      remembered: (files: MemoryFiles) => {
        built.push(files);
        tell();
      },
    },
  };
  const predictor = connect<PredictorListener, PredictorSide>(ipcTransport(child), handlers);
  try {
    await predictor.request("load", { base, threads: 1, ...(memory && { memory }) });
    await use({
      predictor,
      async remembered() {
        while (built.length === 0)
          await new Promise<void>((done) => {
            tell = done;
          });
        return built.shift()!;
      },
      async first(path) {
        const params = { text: TEXT, masks: [TEXT.indexOf("[MASK]")], topK: 5, ...(path && { path }) };
        const { fills } = await predictor.request("fill", params);
        return fills[0]!.candidates[0]!.token_str;
      },
    });
  } finally {
    child.disconnect();
    await exit;
  }
}

const TEXT = "function other(tide) {\n  const line = [MASK](tide, 4);\n  return line;\n}\n";
const using = (name: string) => `function use(tide) {\n  const line = ${name}(tide, 4);\n  return line;\n}\n`;

/** A workspace in which `FILES` stand. */
function workspace(files: Readonly<Record<string, string>>): WorkspaceText {
  const root = join(at(), "workspace");
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  const settings = { include: [], exclude: [], maxFileSize: 1024 * 1024 };
  return { roots: [root], folderExclude: {}, storage: join(at(), "storage"), settings };
}

test("after the first question the words of all files that may be read are known, and the next process has them at once", async () => {
  const memory = {
    workspace: workspace({
      "a.js": using("openQuayLedger"),
      "ignored/b.js": using("ignoredLedger").repeat(3),
      ".gitignore": "ignored\n",
    }),
    open: [],
  };
  await withMemory(memory, async ({ first, remembered }) => {
    expect(await first()).not.toBe("openQuayLedger");
    expect(await remembered()).toEqual({ files: 2, kept: 2 });
    expect(await first()).toBe("openQuayLedger");
    expect(await first(join(memory.workspace.roots[0]!, "a.js"))).not.toBe("openQuayLedger");
  });
  await withMemory(memory, async ({ first }) => expect(await first()).toBe("openQuayLedger"));
});

test("with what is typed of a word, only words that begin so are offered, the workspace's too, with the chances among them", async () => {
  const memory = { workspace: workspace({ "a.js": using("openQuayLedger") }), open: [] };
  await withMemory(memory, async ({ predictor, first, remembered }) => {
    await first();
    await remembered();
    const ask = async (prefix: string) => {
      const question = { text: TEXT, masks: [TEXT.indexOf("[MASK]")], topK: 5, prefix };
      return (await predictor.request("fill", question)).fills[0]!.candidates;
    };
    const [best, ...others] = await ask("op");
    expect(best!.token_str).toBe("openQuayLedger");
    expect(best!.score).toBeGreaterThan(0.5);
    for (const { token_str } of others) expect(token_str).toMatch(/^op./);
    const closed = await ask("clo");
    expect(closed.map(({ token_str }) => token_str)).toContain("close");
    expect(closed.reduce((sum, { score }) => sum + score, 0)).toBeLessThanOrEqual(1);
    expect(await ask("openQuayLedger")).toEqual([]);
  });
});

test("a file that is saved is exchanged, and one that is deleted forgotten", async () => {
  const memory = { workspace: workspace({ "a.js": using("openQuayLedger") }), open: [] };
  const path = join(memory.workspace.roots[0]!, "a.js");
  await withMemory(memory, async ({ predictor, first, remembered }) => {
    await first();
    await remembered();
    writeFileSync(path, using("closeQuayLedger"));
    predictor.notify("changed", { paths: [path] });
    expect(await first()).toBe("closeQuayLedger");
    rmSync(path);
    predictor.notify("changed", { paths: [path] });
    expect(await first()).not.toMatch(/Ledger/);
  });
});

test("files of open editors are known before the first question, those that are ignored or secret are not", async () => {
  const files = {
    "a.js": using("openQuayLedger"),
    "b.js": using("ignoredLedger"),
    id_rsa: using("secretLedger"),
  };
  const source = workspace({ ...files, ".gitignore": "b.js\n" });
  const open = Object.keys(files).map((name) => join(source.roots[0]!, name));
  await withMemory({ workspace: source, open }, async ({ first }) =>
    expect(await first()).toBe("openQuayLedger"),
  );
  await withMemory({ workspace: source, open: open.slice(1) }, async ({ first }) =>
    expect(await first()).not.toMatch(/Ledger/),
  );
});

test("without a workspace no file of it is read, without a memory not even the document counts", async () => {
  const source = workspace({ "a.js": using("openQuayLedger") });
  const text = `${using("ownLedger")}${TEXT}`;
  const question = { text, masks: [text.indexOf("[MASK]")], topK: 5 };
  const ask = async (memory: MemoryParams | undefined) => {
    let word = "";
    await withMemory(memory, async ({ predictor }) => {
      await predictor.request("fill", question);
      word = (await predictor.request("fill", question)).fills[0]!.candidates[0]!.token_str;
    });
    return word;
  };
  expect(await ask({ open: [] })).toBe("ownLedger");
  expect(await ask(undefined)).not.toBe("ownLedger");
  expect(existsSync(memoryFile(source.storage))).toBe(false);
});

test("a damaged memory is not used, and built again", async () => {
  const memory = { workspace: workspace({ "a.js": using("openQuayLedger") }), open: [] };
  await withMemory(memory, async ({ first, remembered }) => {
    await first();
    await remembered();
  });
  writeFileSync(memoryFile(memory.workspace.storage), "damaged");
  await withMemory(memory, async ({ first, remembered }) => {
    expect(await first()).not.toBe("openQuayLedger");
    await remembered();
    expect(await first()).toBe("openQuayLedger");
  });
});

test("the weights that were fitted to a model rank its words, and damaged ones do not", async () => {
  const folder = at("model");
  cpSync("models/base", folder, { recursive: true });
  const words = toNamed(SHIPPED_RANKING);
  const leastLikelyFirst = { ...words.model, features: { ...words.model.features, logProbability: -1 } };
  const firstWith = async (ranking: object) => {
    writeFileSync(join(folder, "workspace-mlm.json"), JSON.stringify({ ranking }));
    let word = "";
    const ask = async ({ first }: Asked) => {
      word = await first();
    };
    await withMemory(undefined, ask, folder);
    return word;
  };
  const shipped = await firstWith({ ...words });
  expect(await firstWith({ ...words, model: leastLikelyFirst })).not.toBe(shipped);
  expect(await firstWith({ ...words, model: { features: {} } })).toBe(shipped);
});
