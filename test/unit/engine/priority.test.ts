import { fork } from "node:child_process";
import { constants, getPriority } from "node:os";
import { dirname, join, resolve } from "node:path";
import { expect, inject, test } from "vitest";

const { PRIORITY_BELOW_NORMAL, PRIORITY_LOW } = constants.priority;

test.each([
  ["trainer", PRIORITY_LOW],
  ["memory", PRIORITY_LOW],
  ["models", PRIORITY_BELOW_NORMAL],
])("the process of the role %s lets what a person does go first", async (role, priority) => {
  const { WORKSPACE_MLM_GIVE_WAY: _, ...environment } = process.env;
  const env = { ...environment, NODE_PATH: resolve("node_modules") };
  const child = fork(join(dirname(inject("cli")), "engine.js"), [role], { env, execArgv: [] });
  await expect.poll(() => getPriority(child.pid)).toBe(Math.max(priority, getPriority()));
  const exit = new Promise((done) => child.once("exit", done));
  child.disconnect();
  expect(await exit).toBe(0);
});
