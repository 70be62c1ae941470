import * as fs from "node:fs/promises";
import * as path from "node:path";
import type { TrainingReport } from "../../protocol/report";
import { parseReport } from "../../report/parse";

/** The report of the newest run that left a readable one under `storage`. */
export async function lastReport(storage: string): Promise<TrainingReport | undefined> {
  const runs = path.join(storage, "runs");
  const names = await fs.readdir(runs).catch(() => []);
  for (const name of names.sort().reverse()) {
    const text = await fs.readFile(path.join(runs, name, "report.json"), "utf8").catch(() => "");
    const report = parseReport(text);
    if (report !== undefined) return report;
  }
  return undefined;
}
