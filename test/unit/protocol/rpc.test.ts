import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { buildSync } from "esbuild";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { ipcTransport } from "../../../src/protocol/ipc";
import { type Connection, connect, type Transport } from "../../../src/protocol/rpc";
import type { CallerSide, ForkedSide } from "./sides";

describe("a connection to a forked process", () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "rpc-"));
  const script = path.join(folder, "forkedSide.cjs");
  let child: ChildProcess;
  let connection: Connection<ForkedSide>;
  let onHanging: () => void;
  let echoed: string[];

  beforeAll(() => {
    const entry = path.join(import.meta.dirname, "forkedSide.ts");
    buildSync({ entryPoints: [entry], bundle: true, platform: "node", outfile: script });
  });
  afterAll(() => fs.rmSync(folder, { recursive: true }));

  beforeEach(() => {
    echoed = [];
    onHanging = () => {};
    child = fork(script);
    connection = connect<CallerSide, ForkedSide>(ipcTransport(child), {
      requests: {},
      notifications: { hanging: () => onHanging(), echoed: ({ text }) => echoed.push(text) },
    });
  });
  afterEach(() => child.kill("SIGKILL"));

  const hang = async (signal?: AbortSignal): Promise<{ call: Promise<string> }> => {
    const started = new Promise<void>((resolve) => {
      onHanging = resolve;
    });
    const call = connection.request("hang", {}, signal);
    call.catch(() => {});
    await started;
    return { call };
  };

  test("answers requests, also many at once", async () => {
    const sums = await Promise.all([1, 2, 3].map((a) => connection.request("add", { a, b: 10 })));
    expect(sums).toEqual([11, 12, 13]);
  });

  test("carries notifications both ways, in order", async () => {
    connection.notify("echo", "one");
    connection.notify("echo", "two");
    await connection.request("add", { a: 0, b: 0 });
    expect(echoed).toEqual(["one", "two"]);
  });

  test.each([
    ["fault", { kind: "bad-option", message: "epochs must be at least 1." }],
    ["defect", { kind: "internal", message: "x is undefined" }],
  ] as const)("a %s crosses as data", async (method, error) => {
    await expect(connection.request(method, {})).rejects.toMatchObject(error);
  });

  test("an unknown request is refused", async () => {
    const loose = connection as unknown as Connection<{
      requests: { no(p: object): void };
      notifications: object;
    }>;
    await expect(loose.request("no", {})).rejects.toMatchObject({ kind: "internal", message: /"no"/ });
  });

  test("cancelling rejects here at once and aborts there", async () => {
    const controller = new AbortController();
    const { call } = await hang(controller.signal);
    controller.abort();
    await expect(call).rejects.toMatchObject({ kind: "cancelled" });
    expect(await connection.request("aborted", {})).toBe(1);
  });

  test("a request cancelled before it starts is never sent", async () => {
    await expect(connection.request("die", {}, AbortSignal.abort())).rejects.toMatchObject({
      kind: "cancelled",
    });
    expect(await connection.request("add", { a: 1, b: 1 })).toBe(2);
  });

  test.each([
    ["is killed", () => child.kill("SIGKILL")],
    ["exits by itself", () => void connection.request("die", {}).catch(() => {})],
    ["disconnects", () => child.disconnect()],
  ])("every pending call settles when the process %s", async (_how, end) => {
    const first = await hang();
    const second = await hang();
    end();
    await expect(first.call).rejects.toMatchObject({ kind: "closed" });
    await expect(second.call).rejects.toMatchObject({ kind: "closed" });
    await expect(connection.request("add", { a: 1, b: 1 })).rejects.toMatchObject({ kind: "closed" });
  });

  test("closing settles the calls and says why", async () => {
    const { call } = await hang();
    connection.close("The window closes.");
    await expect(call).rejects.toMatchObject({ kind: "closed", message: "The window closes." });
    expect(child.connected).toBe(true);
  });

  test("a process that is gone before the first call is no crash", async () => {
    child.kill("SIGKILL");
    await once(child, "exit");
    await expect(connection.request("add", { a: 1, b: 1 })).rejects.toMatchObject({ kind: "closed" });
    connection.notify("echo", "nobody");
  });
});

test("what is being answered is aborted when the connection ends", async () => {
  let receive: (message: unknown) => void = () => {};
  let end: (reason: string) => void = () => {};
  const sent: unknown[] = [];
  const transport: Transport = {
    send: (message) => sent.push(message),
    onMessage: (listener) => {
      receive = listener;
    },
    onClose: (listener) => {
      end = listener;
    },
  };
  const aborted = new Promise<void>((resolve) => {
    connect<{ requests: { wait(p: object): void }; notifications: object }, CallerSide>(transport, {
      requests: {
        wait: (_params, signal) => new Promise(() => signal.addEventListener("abort", () => resolve())),
      },
      notifications: {},
    });
  });
  receive({ type: "request", id: 1, method: "wait", params: {} });
  end("gone");
  await aborted;
  expect(sent).toEqual([]);
});
