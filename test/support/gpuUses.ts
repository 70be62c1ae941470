import { setTimeout } from "node:timers/promises";
import { encodeModel, Graph, matMul } from "../../src/core/graph";
import { zeros } from "../../src/core/tensor";
import { webGpuBackend } from "../../src/node/webgpu";

/**
 * Uses a GPU several times, with weights of growing size, and keeps what it has released, as a run does while its model is
 * judged; prints the process's MB before and after each.
 */
async function main(): Promise<void> {
  const kept: unknown[] = [];
  console.log(await megabytes());
  for (const columns of [16_000, 20_000, 24_000, 28_000]) {
    kept.push(await use(columns));
    console.log(await megabytes());
  }
}

const ROWS = 1000;

async function use(columns: number): Promise<unknown> {
  const backend = webGpuBackend({ threads: 1, spinning: false });
  const graph = new Graph();
  const x = graph.input("x", "float32", [1, ROWS]);
  const weights = graph.input("weights", "float32", [ROWS, columns]);
  const session = await backend.compile(encodeModel({ y: matMul(x, weights) }));
  const placed = await backend.place({ weights: zeros([ROWS, columns]) });
  await session.run({ x: zeros([1, ROWS]), ...placed.feeds });
  placed.release();
  await session.release();
  return { backend, placed, session };
}

/** When what is not needed any more has been freed. */
async function megabytes(): Promise<number> {
  for (let turn = 0; turn < 3; turn++) {
    globalThis.gc!();
    await setTimeout(50);
  }
  return Math.round(process.memoryUsage.rss() / 1e6);
}

void main();
