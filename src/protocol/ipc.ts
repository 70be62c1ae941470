import type { Transport } from "./rpc";

/** What `ChildProcess` on one end and `process` on the other have in common. */
export interface IpcEndpoint {
  readonly connected: boolean;
  send?(message: unknown, callback: (error: Error | null) => void): boolean;
  on(event: "message", listener: (message: unknown) => void): unknown;
  on(event: "disconnect", listener: () => void): unknown;
}

/** The message channel of a forked process as a transport; it closes when either process ends. */
export function ipcTransport(endpoint: IpcEndpoint): Transport {
  return {
    send: (message) => {
      // A failed write is followed by `disconnect`, which settles the calls.
      if (endpoint.connected) endpoint.send?.(message, () => {});
    },
    onMessage: (listener) => endpoint.on("message", listener),
    onClose: (listener) => endpoint.on("disconnect", () => listener("The other process ended.")),
  };
}
