import { once } from "node:events";
import { join } from "node:path";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import type { LoadParams } from "../../protocol/filling";
import { TOOLS } from "../../tools/tools";
import { EnginePredictor } from "./enginePredictor";
import { toolServer } from "./server";

export interface ServeOptions {
  readonly params: LoadParams;
  readonly version: string;
  /** Ends the server, as the end of standard input does. */
  readonly signal: AbortSignal;
}

/** Serves the tools over standard input and output until the client hangs up. */
export async function serveMcp({ params, version, signal }: ServeOptions): Promise<void> {
  const predictor = new EnginePredictor(join(__dirname, "engine.js"), params);
  const server = toolServer(TOOLS, (until) => predictor.until(until), version);
  const ended = Promise.race([once(process.stdin, "end"), once(process.stdin, "close"), aborted(signal)]);
  await server.connect(new StdioServerTransport());
  await ended;
  await server.close();
  predictor.end();
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}
