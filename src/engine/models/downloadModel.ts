import { join } from "node:path";
import { downloadModel as download } from "../../node/hub/download";
import { describeRepository, type HubAddress, type HubModel, hubAddress } from "../../node/hub/repository";
import { writeNotes } from "../../node/modelNotes";
import { exists } from "../../node/readFiles";
import type { DownloadParams, RepositoryContents } from "../../protocol/models";
import { loadModel } from "./loadModel";

/** Downloads a model that a person has agreed to; it gets its name once everything is checked. */
export function downloadModel(
  address: HubAddress,
  model: HubModel,
  folder: string,
  signal: AbortSignal,
  onProgress: (done: number, total: number) => void,
): Promise<void> {
  const { repository, commit: revision, licence } = model;
  const check = async (partial: string) => {
    await loadModel(partial);
    await writeNotes(partial, { repository, revision, ...(licence !== undefined && { licence }) });
  };
  return download(address, model, folder, { signal, onProgress, check });
}

/** What a repository holds, on the hub that the environment names. */
export async function repositoryContents(
  repository: string,
  signal: AbortSignal,
): Promise<RepositoryContents> {
  const address = hubAddress(repository, undefined, process.env);
  return { endpoint: address.endpoint, ...(await describeRepository(address, signal)) };
}

/** Downloads into a folder named after the repository and the commit, unless it is there; returns its path. */
export async function downloadInto(
  { contents, parent }: DownloadParams,
  signal: AbortSignal,
  onProgress: (done: number, total: number) => void,
): Promise<string> {
  const { repository, commit } = contents;
  const folder = join(parent, `${repository.replace("/", "--")}-${commit.slice(0, 12)}`);
  if (await exists(folder)) return folder;
  const address = hubAddress(repository, commit, { ...process.env, HF_ENDPOINT: contents.endpoint });
  await downloadModel(address, contents, folder, signal, onProgress);
  return folder;
}
