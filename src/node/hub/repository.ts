import { listFiles, modelInfo } from "@huggingface/hub";
import * as v from "valibot";
import { Fault } from "../../core/errors";
import { sentence } from "../../core/sentence";
import { TOKENIZER_FILES } from "../../core/tokenizer/tokenizerFiles";
import { hubFault } from "./hubFault";

/** A repository as a person names it, and where it is looked for. */
export interface HubAddress {
  /** `owner/name`, or `name` alone. */
  readonly repository: string;
  /** A branch, a tag or a commit. */
  readonly revision: string;
  /** Without a slash at its end. */
  readonly endpoint: string;
  /** Sent to the endpoint alone; for repositories that ask for one. */
  readonly token?: string;
}

/** A file of a model, to be held to its hash. */
export interface HubFile {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  readonly hash: { readonly kind: "sha256" | "git"; readonly value: string };
}

/** What a repository holds of a model. */
export interface HubModel {
  readonly repository: string;
  /** The commit, so that what is agreed to is what is downloaded. */
  readonly commit: string;
  /** As the repository's card names it. */
  readonly licence?: string;
  readonly files: readonly HubFile[];
}

/** What a repository's card says of the licence, or of several; nothing where it is not understood. */
const CARD = v.fallback(
  v.pipe(
    v.object({ license: v.union([v.string(), v.array(v.string())]) }),
    v.transform(({ license }): Pick<HubModel, "licence"> => ({ licence: [license].flat().join(", ") })),
  ),
  {},
);

const NEEDED = new Set<string>(["config.json", ...TOKENIZER_FILES]);
const WHOLE = "model.safetensors";
const INDEX = "model.safetensors.index.json";
const SHARD = /^model-\d{5}-of-\d{5}\.safetensors$/;
const REPOSITORY = /^[\w.-]+(\/[\w.-]+)?$/;

/** Where the environment says that the hub is, and with which token; `HF_HUB_OFFLINE` refuses. */
export function hubAddress(
  repository: string,
  revision: string | undefined,
  environment: NodeJS.ProcessEnv,
): HubAddress {
  if (!REPOSITORY.test(repository) || repository.includes("..")) {
    throw new Fault(
      "bad-option",
      sentence`"${repository}" is no repository; name one like google-bert/bert-base-uncased.`,
    );
  }
  const { HF_ENDPOINT, HF_TOKEN, HF_HUB_OFFLINE = "" } = environment;
  if (/^(1|true|yes|on)$/i.test(HF_HUB_OFFLINE)) {
    throw new Fault("bad-option", "HF_HUB_OFFLINE is set, so nothing is downloaded; unset it first.");
  }
  const endpoint = (HF_ENDPOINT || "https://huggingface.co").replace(/\/+$/, "");
  if (!URL.canParse(endpoint) || !/^https?:/.test(endpoint)) {
    throw new Fault("bad-option", sentence`HF_ENDPOINT must be a web address, not "${endpoint}".`);
  }
  return { repository, revision: revision ?? "main", endpoint, ...(HF_TOKEN && { token: HF_TOKEN }) };
}

/**
 * Asks the hub what it holds of a model: safetensors, configuration and tokenizer, nothing else. Opens connections. Throws
 * a Fault that names the repository, or the signal's reason.
 */
export async function describeRepository(address: HubAddress, signal: AbortSignal): Promise<HubModel> {
  const { repository, revision, endpoint, token } = address;
  const access = {
    hubUrl: endpoint,
    fetch: (url: RequestInfo | URL, init?: RequestInit) => fetch(url, { ...init, signal }),
    ...(token !== undefined && { accessToken: token }),
  };
  try {
    const { sha, cardData } = await modelInfo({
      name: repository,
      revision,
      additionalFields: ["sha", "cardData"],
      ...access,
    });
    const files: HubFile[] = [];
    for await (const entry of listFiles({ repo: repository, revision: sha, ...access })) {
      if (entry.type !== "file") continue;
      const hash = entry.lfs
        ? ({ kind: "sha256", value: entry.lfs.oid } as const)
        : ({ kind: "git", value: entry.oid ?? "" } as const);
      files.push({ name: entry.path, size: entry.lfs?.size ?? entry.size, hash });
    }
    const commit = checkedCommit(sha, repository);
    return { repository, commit, ...v.parse(CARD, cardData), files: modelFiles(files, repository) };
  } catch (error) {
    throw hubFault(address, error, signal);
  }
}

function checkedCommit(sha: string, repository: string): string {
  if (/^[0-9a-f]{40}$/.test(sha)) return sha;
  throw new Fault("io", sentence`The hub names no commit of ${repository}; try again later.`);
}

/** Of all files those of a model; the whole weights rather than their shards. */
function modelFiles(files: readonly HubFile[], repository: string): HubFile[] {
  const names = new Set(files.map(({ name }) => name));
  const isWeights = (name: string) =>
    names.has(WHOLE) ? name === WHOLE : name === INDEX || SHARD.test(name);
  const wanted = files.filter(({ name }) => NEEDED.has(name) || isWeights(name));
  if (!names.has("config.json")) {
    throw new Fault(
      "bad-model",
      sentence`${repository} has no config.json, so it is no model; choose another repository.`,
    );
  }
  if (!names.has(WHOLE) && !names.has(INDEX)) {
    throw new Fault(
      "bad-model",
      sentence`${repository} has no model.safetensors, and pickles are never downloaded because they can run code; choose another repository.`,
    );
  }
  return wanted;
}
