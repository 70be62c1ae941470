import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { type Engine, engineEnvironment, startEngine } from "../../../src/extension/processes/engine";
import { describeExit, type Exit } from "../../../src/extension/processes/exit";
import { restartPolicy } from "../../../src/extension/processes/restartPolicy";
import { ENGLISH } from "./localize";

type AnySide = { requests: Record<string, (params: object) => unknown>; notifications: object };

describe("an engine process", () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "engine-"));
  afterAll(() => fs.rmSync(folder, { recursive: true }));

  function start(name: string, program: string) {
    const script = path.join(folder, `${name}.cjs`);
    fs.writeFileSync(script, program);
    const crashes: Exit[] = [];
    let output = "";
    const engine: Engine<AnySide> = startEngine({
      script,
      role: "trainer",
      handlers: { requests: {}, notifications: {} },
      onOutput: (text) => {
        output += text;
      },
      onCrash: (exit) => crashes.push(exit),
    });
    return { engine, crashes, output: () => output };
  }

  test("a crash settles the call and is reported once, with what the process said", async () => {
    const { engine, crashes } = start(
      "crash",
      'process.on("message", () => { throw new Error("no luck"); });',
    );
    await expect(engine.connection.request("work", {})).rejects.toMatchObject({ kind: "closed" });
    await expect.poll(() => crashes.length).toBe(1);
    expect(crashes[0]).toMatchObject({ code: 1, signal: null });
    expect(crashes[0]!.errorOutput).toContain("no luck");
  });

  test("a crash is reported also where the failed call makes its caller end the process", async () => {
    const { engine, crashes } = start("busy", "setInterval(() => {}, 1000);");
    const call = engine.connection.request("work", {}).finally(() => engine.end(10_000));
    process.kill(engine.pid!, "SIGKILL");
    await expect(call).rejects.toMatchObject({ kind: "closed" });
    expect(crashes).toMatchObject([{ code: null, signal: "SIGKILL" }]);
  });

  test("a kill from outside is reported with its signal", async () => {
    const { engine, crashes } = start("killed", "setInterval(() => {}, 1000);");
    process.kill(engine.pid!, "SIGKILL");
    await expect.poll(() => crashes.length).toBe(1);
    expect(crashes[0]).toMatchObject({ code: null, signal: "SIGKILL" });
  });

  test("a script that is not there is a crash", async () => {
    const crashes: Exit[] = [];
    startEngine({
      script: path.join(folder, "absent.cjs"),
      role: "predictor",
      handlers: { requests: {}, notifications: {} },
      onOutput: () => {},
      onCrash: (exit) => crashes.push(exit),
    });
    await expect.poll(() => crashes.length).toBe(1);
  });

  test("a process told to end may finish its work first, and that is no crash", async () => {
    const file = path.join(folder, "saved");
    const save = `setTimeout(() => { require("fs").writeFileSync(${JSON.stringify(file)}, "x"); process.exit(); }, 200)`;
    const { engine, crashes } = start("saves", `process.on("disconnect", () => ${save});`);
    await engine.end(10_000);
    expect(fs.existsSync(file)).toBe(true);
    expect(crashes).toEqual([]);
  });

  test("a process that does not end is killed", async () => {
    const { engine, crashes } = start("stubborn", "setInterval(() => {}, 1000); console.log('up');");
    await engine.end(300);
    expect(crashes).toEqual([]);
  });

  test("knows its role and runs as Node", async () => {
    const program =
      "console.log(process.argv[2], process.env.ELECTRON_RUN_AS_NODE, process.execArgv.length);";
    const { output } = start("role", program);
    await expect.poll(output).toContain("trainer 1 0");
  });
});

test("the editor's own variables stay with the editor", () => {
  const environment = engineEnvironment({
    PATH: "/bin",
    VSCODE_PID: "1",
    NODE_OPTIONS: "--inspect",
    ELECTRON_X: "y",
  });
  expect(environment).toEqual({ PATH: "/bin", ELECTRON_RUN_AS_NODE: "1" });
});

test.each<["trainer" | "predictor", Exit, RegExp]>([
  ["trainer", { code: null, signal: "SIGKILL", errorOutput: "" }, /lack of memory.*batch size/],
  [
    "trainer",
    { code: 134, signal: null, errorOutput: "FATAL: JavaScript heap out of memory" },
    /lack of memory/,
  ],
  ["trainer", { code: null, signal: "SIGSEGV", errorOutput: "" }, /ended unexpectedly \(SIGSEGV\)/],
  [
    "predictor",
    { code: 1, signal: null, errorOutput: "TypeError" },
    /prediction process ended unexpectedly \(1\)/,
  ],
  ["predictor", { code: 137, signal: null, errorOutput: "" }, /lack of memory: choose a smaller model/],
])("describeExit(%s, %j)", (role, exit, pattern) => {
  const sentence = describeExit(role, exit, ENGLISH);
  expect(sentence).toMatch(pattern);
  expect(sentence.match(/\.(\s|$)/g)).toHaveLength(1);
});

test("the restart policy allows a few crashes in a while, then none until something changes", () => {
  let now = 0;
  const policy = restartPolicy(2, 1_000, () => now);
  policy.crashed();
  policy.crashed();
  expect(policy.allowed).toBe(true);
  now = 2_000;
  policy.crashed();
  expect(policy.allowed).toBe(true);
  policy.crashed();
  policy.crashed();
  expect(policy.allowed).toBe(false);
  now = 10_000;
  expect(policy.allowed).toBe(false);
  policy.reset();
  expect(policy.allowed).toBe(true);
});
