import { createHash } from "node:crypto";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";

export const COMMIT = "0123456789abcdef0123456789abcdef01234567";

/** How the hub misbehaves. */
export interface Faults {
  /** Answers this instead of what is asked for. */
  status?: number;
  /** Ends each connection for a file after so many bytes. */
  cutAfter?: number;
  /** Then sends nothing more, without ending the connection. */
  stallAfter?: number;
  ignoreRange?: boolean;
  /** Changes the content of model.safetensors. */
  corrupt?: boolean;
  /** Sends more than was named. */
  tooLong?: boolean;
  /** Names this licence instead of MIT's. */
  licence?: string;
}

/** In which what was sent is read, before the connection ends. */
const READ_MS = 500;

export interface HubServer {
  readonly endpoint: string;
  readonly faults: Faults;
  /** Of files, as "name from byte". */
  readonly requests: string[];
  close(): Promise<void>;
}

/** Speaks the hub's protocol over loopback, with the files of `folder` and a pickle as the repository owner/model. */
export async function startHub(folder: string): Promise<HubServer> {
  const names = readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isFile() ? [entry.name] : [],
  );
  const contents = new Map(names.map((name) => [name, readFileSync(join(folder, name))]));
  contents.set("pytorch_model.bin", Buffer.from("a pickle"));
  const faults: Faults = {};
  const requests: string[] = [];
  const server = createServer((request, response) => answer(request, response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;

  function answer({ url = "", headers }: IncomingMessage, response: ServerResponse) {
    const { pathname } = new URL(url, "http://hub");
    if (faults.status) return end(response, faults.status, { error: "refused" });
    if (pathname.startsWith("/api/models/owner/model/revision/")) {
      const cardData = { license: faults.licence ?? "mit" };
      return end(response, 200, { _id: "1", id: "owner/model", sha: COMMIT, cardData });
    }
    if (pathname === `/api/models/owner/model/tree/${COMMIT}`) {
      return end(
        response,
        200,
        [...contents].map(([name, content]) => entry(name, content)),
      );
    }
    const name = pathname.replace(`/owner/model/resolve/${COMMIT}/`, "");
    const content = contents.get(name);
    if (content === undefined) return end(response, 404, { error: "Entry not found" });
    const from = faults.ignoreRange ? 0 : Number(/bytes=(\d+)-/.exec(headers.range ?? "")?.[1] ?? 0);
    requests.push(`${name} from ${from}`);
    send(response, name, content, from);
  }

  function send(response: ServerResponse, name: string, content: Buffer, from: number): void {
    const altered = Buffer.from(content);
    if (faults.corrupt && name === "model.safetensors") altered[altered.length - 1] ^= 1;
    const body = Buffer.concat([altered.subarray(from), Buffer.from(faults.tooLong ? "more" : "")]);
    response.writeHead(from > 0 ? 206 : 200, { "Content-Length": body.length });
    const stop = faults.cutAfter ?? faults.stallAfter;
    if (stop === undefined || body.length <= stop) {
      response.end(body);
      return;
    }
    response.flushHeaders();
    response.write(body.subarray(0, stop), () => {
      if (faults.cutAfter !== undefined) setTimeout(() => response.destroy(), READ_MS);
    });
  }

  return {
    endpoint: `http://127.0.0.1:${port}`,
    faults,
    requests,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

function end(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(body));
}

function entry(name: string, content: Buffer) {
  const oid = createHash("sha1").update(`blob ${content.length}\0`).update(content).digest("hex");
  const sha256 = createHash("sha256").update(content).digest("hex");
  const isLarge = /\.(safetensors|bin)$/.test(name);
  return {
    type: "file",
    path: name,
    size: content.length,
    oid,
    ...(isLarge && { lfs: { oid: sha256, size: content.length, pointerSize: 130 } }),
  };
}
