import { mkdir } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import * as v from "valibot";
import type { Device } from "../../core/graph";
import { parametersOf } from "../../core/models/families";
import { elementCount } from "../../core/tensor";
import { writeFileAtomic } from "../../node/atomicFiles";
import { exists, readJson } from "../../node/readFiles";
import type { TrialParams } from "../../protocol/device";

const KNOWN = v.object({
  machine: v.string(),
  threads: v.number(),
  hiddenSize: v.number(),
  parameters: v.number(),
  device: v.picklist(["cpu", "webgpu"] satisfies Device[]),
});

/** Which device is the faster one for a model on a machine. */
type Known = v.InferOutput<typeof KNOWN>;
type Kind = Omit<Known, "device">;

const FILE = "devices.json";
const MAX_SIZE = 64 * 1024;
const KEPT = 32;

/** What an earlier trial of such a model on this machine found; undefined where there was none. */
export async function knownDevice(folder: string, params: TrialParams): Promise<Device | undefined> {
  const kind = kindOf(params);
  return (await read(folder)).find((known) => isLike(known, kind))?.device;
}

/** Notes which device is the faster one for such a model on this machine. Throws what the file system throws. */
export async function rememberDevice(folder: string, params: TrialParams, device: Device): Promise<void> {
  const kind = kindOf(params);
  const others = (await read(folder)).filter((known) => !isLike(known, kind));
  const all = [{ ...kind, device }, ...others].slice(0, KEPT);
  await mkdir(folder, { recursive: true });
  await writeFileAtomic(join(folder, FILE), JSON.stringify(all));
}

function kindOf({ config, threads }: TrialParams): Kind {
  const parameters = parametersOf(config).reduce((sum, { shape }) => sum + elementCount(shape), 0);
  return { machine: hostname(), threads, hiddenSize: config.hiddenSize, parameters };
}

function isLike(known: Known, kind: Kind): boolean {
  return (Object.keys(kind) as (keyof Kind)[]).every((name) => known[name] === kind[name]);
}

/** The newest first; none if the file is missing or damaged: a trial can be repeated. */
async function read(folder: string): Promise<Known[]> {
  const file = join(folder, FILE);
  try {
    const value = (await exists(file)) ? (await readJson(file, MAX_SIZE)).value : [];
    return Array.isArray(value) ? value.filter((each) => v.is(KNOWN, each)) : [];
  } catch {
    return [];
  }
}
