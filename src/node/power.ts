import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

export interface PowerSource {
  readonly platform: NodeJS.Platform;
  /** Where Linux lists batteries and chargers. */
  readonly supplies: string;
  /** Runs a command and returns what it prints. */
  run(command: string, args: readonly string[]): Promise<string>;
}

const TIME_LIMIT_MS = 10_000;

export const MACHINE: PowerSource = {
  platform: process.platform,
  supplies: "/sys/class/power_supply",
  run: async (command, args) => {
    const options = { timeout: TIME_LIMIT_MS, windowsHide: true };
    return (await promisify(execFile)(command, args, options)).stdout;
  },
};

/** Whether the machine runs on a battery; false also where that cannot be found out. */
export async function isOnBattery(source: PowerSource = MACHINE): Promise<boolean> {
  try {
    return await READERS[source.platform]!(source);
  } catch {
    return false;
  }
}

const READERS: Readonly<Partial<Record<NodeJS.Platform, (source: PowerSource) => Promise<boolean>>>> = {
  linux: isDischarging,
  darwin: async ({ run }) => /drawing from 'Battery Power'/.test(await run("pmset", ["-g", "batt"])),
  win32: async ({ run }) => {
    const query = "(Get-CimInstance -ClassName Win32_Battery).BatteryStatus";
    const statuses = await run("powershell.exe", ["-NoProfile", "-NonInteractive", "-Command", query]);
    return /^\s*1\s*$/m.test(statuses);
  },
};

/** https://www.kernel.org/doc/Documentation/ABI/testing/sysfs-class-power; a mouse's battery has the scope `Device`. */
async function isDischarging({ supplies }: PowerSource): Promise<boolean> {
  for (const supply of await readdir(supplies)) {
    const read = (file: string) =>
      readFile(join(supplies, supply, file), "utf8").then(
        (text) => text.trim(),
        () => "",
      );
    if ((await read("type")) !== "Battery" || (await read("scope")) === "Device") continue;
    if ((await read("status")) === "Discharging") return true;
  }
  return false;
}
