import { sentence } from "../core/sentence";
import { type ErrorData, RpcError, toErrorData } from "./errors";

/**
 * What one side of a connection answers (`requests`: name to function type) and listens to (`notifications`: name to
 * parameter type). All parameters and results are plain data.
 */
export interface Side {
  readonly requests: object;
  readonly notifications: object;
}

/** Carries messages in order, at most once. */
export interface Transport {
  /** Must not throw when the other side is gone: `onClose` reports that. */
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Called at most once, after the last message. */
  onClose(listener: (reason: string) => void): void;
}

type ParamsOf<F> = F extends (params: infer P) => unknown ? P : never;
type ResultOf<F> = F extends (params: never) => infer R ? R : never;

export type Handlers<Local extends Side> = {
  readonly requests: {
    [K in keyof Local["requests"]]: (
      params: ParamsOf<Local["requests"][K]>,
      signal: AbortSignal,
    ) => ResultOf<Local["requests"][K]> | Promise<ResultOf<Local["requests"][K]>>;
  };
  readonly notifications: {
    [K in keyof Local["notifications"]]: (params: Local["notifications"][K]) => void;
  };
};

export interface Connection<Remote extends Side> {
  /**
   * Rejects with an `RpcError`: the other side's error, `cancelled` as soon as `signal` aborts, or `closed` when the
   * connection ends first. It always settles.
   */
  request<K extends keyof Remote["requests"] & string>(
    method: K,
    params: ParamsOf<Remote["requests"][K]>,
    signal?: AbortSignal,
  ): Promise<ResultOf<Remote["requests"][K]>>;
  notify<K extends keyof Remote["notifications"] & string>(
    method: K,
    params: Remote["notifications"][K],
  ): void;
  /** Rejects what is pending, aborts what is being answered, and refuses what comes later. */
  close(reason: string): void;
}

type Message =
  | { readonly type: "request"; readonly id: number; readonly method: string; readonly params: unknown }
  | { readonly type: "result"; readonly id: number; readonly result: unknown }
  | { readonly type: "error"; readonly id: number; readonly error: ErrorData }
  | { readonly type: "cancel"; readonly id: number }
  | { readonly type: "notification"; readonly method: string; readonly params: unknown };

interface Pending {
  resolve(result: unknown): void;
  reject(error: RpcError): void;
}

type AnyRequestHandler = (params: unknown, signal: AbortSignal) => unknown;
type AnyNotificationHandler = (params: unknown) => void;

/** Connects this side's `handlers` with the other side over `transport`. */
export function connect<Local extends Side, Remote extends Side>(
  transport: Transport,
  handlers: Handlers<Local>,
): Connection<Remote> {
  const pending = new Map<number, Pending>();
  const answering = new Map<number, AbortController>();
  const requestHandlers = new Map(Object.entries(handlers.requests) as [string, AnyRequestHandler][]);
  const listeners = new Map(Object.entries(handlers.notifications) as [string, AnyNotificationHandler][]);
  let nextId = 1;
  let closedBecause: string | undefined;

  const send = (message: Message): void => {
    if (closedBecause === undefined) transport.send(message);
  };

  const close = (reason: string): void => {
    if (closedBecause !== undefined) return;
    closedBecause = reason;
    for (const { reject } of pending.values()) reject(new RpcError("closed", reason));
    pending.clear();
    for (const controller of answering.values()) controller.abort();
  };

  const answer = async (id: number, method: string, params: unknown): Promise<void> => {
    const controller = new AbortController();
    answering.set(id, controller);
    try {
      const handler = requestHandlers.get(method);
      if (handler === undefined) throw new RpcError("internal", sentence`There is no request "${method}".`);
      send({ type: "result", id, result: await handler(params, controller.signal) });
    } catch (error) {
      send({ type: "error", id, error: toErrorData(error) });
    } finally {
      answering.delete(id);
    }
  };

  const settle = (id: number, act: (call: Pending) => void): void => {
    const call = pending.get(id);
    pending.delete(id);
    if (call !== undefined) act(call); // otherwise it was cancelled here
  };

  const receive = (message: Message): void => {
    switch (message.type) {
      case "request":
        void answer(message.id, message.method, message.params);
        break;
      case "result":
        settle(message.id, (call) => call.resolve(message.result));
        break;
      case "error":
        settle(message.id, (call) => call.reject(new RpcError(message.error.kind, message.error.sentence)));
        break;
      case "cancel":
        answering.get(message.id)?.abort();
        break;
      case "notification":
        listeners.get(message.method)?.(message.params);
        break;
    }
  };

  transport.onMessage((message) => receive(message as Message));
  transport.onClose(close);

  return {
    request: (method, params, signal) =>
      new Promise((resolve, reject) => {
        if (closedBecause !== undefined) return reject(new RpcError("closed", closedBecause));
        if (signal?.aborted) return reject(cancelled());
        const id = nextId++;
        const giveUp = (): void => {
          pending.delete(id);
          send({ type: "cancel", id });
          reject(cancelled());
        };
        const done = (): void => signal?.removeEventListener("abort", giveUp);
        pending.set(id, {
          resolve: (result) => {
            done();
            resolve(result as never);
          },
          reject: (error) => {
            done();
            reject(error);
          },
        });
        signal?.addEventListener("abort", giveUp, { once: true });
        send({ type: "request", id, method, params });
      }),
    notify: (method, params) => send({ type: "notification", method, params }),
    close,
  };
}

function cancelled(): RpcError {
  return new RpcError("cancelled", "The request was cancelled.");
}
