import type * as vscode from "vscode";
import type { ModelsListener, ModelsSide } from "../../protocol/models";
import { startEngine } from "./engine";
import { reportCrash } from "./reportCrash";

/** `onProgress` gets the bytes that are done, and their total. */
export type ModelRequest = <K extends keyof ModelsSide["requests"]>(
  method: K,
  params: Parameters<ModelsSide["requests"][K]>[0],
  signal?: AbortSignal,
  onProgress?: (done: number, total: number) => void,
) => Promise<ReturnType<ModelsSide["requests"][K]>>;

/** Each request starts a process of its own, which ends with the answer. */
export function modelRequest(script: string, log: vscode.LogOutputChannel): ModelRequest {
  return async (method, params, signal, onProgress) => {
    const engine = startEngine<ModelsListener, ModelsSide>({
      script,
      role: "models",
      handlers: {
        requests: {},
        notifications: { progress: ({ done, total }) => onProgress?.(done, total) },
      },
      onOutput: (text) => log.debug(text.trimEnd()),
      onCrash: (exit) => reportCrash("models", exit, log),
    });
    try {
      return (await engine.connection.request(method, params as never, signal)) as never;
    } finally {
      await engine.end(0);
    }
  };
}
