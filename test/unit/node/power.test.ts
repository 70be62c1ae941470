import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { isOnBattery, type PowerSource } from "../../../src/node/power";

const root = mkdtempSync(join(tmpdir(), "power-"));
afterAll(() => rmSync(root, { recursive: true }));

function source(platform: NodeJS.Platform, rest: Partial<PowerSource> = {}): PowerSource {
  return { platform, supplies: join(root, "absent"), run: () => Promise.reject(new Error("no")), ...rest };
}

describe("Linux", () => {
  const charger = { type: "Mains", online: "0" };
  const mouse = { type: "Battery", scope: "Device", status: "Discharging" };
  const battery = (status: string) => ({ type: "Battery", status });

  test.each([
    ["no supplies", {}, false],
    ["a battery that runs empty", { AC: charger, BAT0: battery("Discharging") }, true],
    ["a battery that is charged", { AC: charger, BAT0: battery("Charging") }, false],
    ["a full battery", { BAT0: battery("Full") }, false],
    ["the second of two", { BAT0: battery("Full"), BAT1: battery("Discharging") }, true],
    ["a mouse's battery", { hid: mouse }, false],
    ["a supply without files", { BAT0: {} }, false],
  ] as [string, Record<string, Record<string, string>>, boolean][])("%s", async (name, entries, expected) => {
    const supplies = join(root, name);
    mkdirSync(supplies);
    for (const [supply, files] of Object.entries(entries)) {
      mkdirSync(join(supplies, supply));
      for (const [file, text] of Object.entries(files))
        writeFileSync(join(supplies, supply, file), `${text}\n`);
    }
    expect(await isOnBattery(source("linux", { supplies }))).toBe(expected);
  });

  test("no folder of supplies", async () => expect(await isOnBattery(source("linux"))).toBe(false));
});

test.each<[NodeJS.Platform, string, boolean]>([
  ["darwin", "Now drawing from 'Battery Power'\n -InternalBattery-0\t87%; discharging", true],
  ["darwin", "Now drawing from 'AC Power'\n -InternalBattery-0\t100%; charged", false],
  ["win32", "1\r\n", true],
  ["win32", "2\r\n", false],
  ["win32", "2\r\n1\r\n", true],
  ["win32", "", false],
])("%s prints %j", async (platform, output, expected) => {
  expect(await isOnBattery(source(platform, { run: () => Promise.resolve(output) }))).toBe(expected);
});

test.each<NodeJS.Platform>(["darwin", "win32", "freebsd"])("%s does not tell", async (platform) => {
  expect(await isOnBattery(source(platform))).toBe(false);
});
