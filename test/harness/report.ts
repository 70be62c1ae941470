import * as fs from "node:fs";

/** One line of the file into which the tests inside the extension host report. */
export type TestRecord =
  | { readonly state: "passed"; readonly title: string; readonly ms: number }
  | { readonly state: "skipped"; readonly title: string }
  | { readonly state: "failed"; readonly title: string; readonly error: string }
  /** The run came to its end. A crashed extension host is reported as exit code 0: only this record proves a whole run. */
  | { readonly state: "end" };

export interface TestCounts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export interface TestFailure {
  readonly name: string;
  readonly error: string;
}

export interface ReportReader {
  /** Reads and prints what was reported since the last call. */
  drain(): void;
  readonly whole: boolean;
  readonly counts: TestCounts;
  readonly failures: readonly TestFailure[];
}

/** Follows a scene's report file while its tests run. */
export function reportReader(file: string, scene: string): ReportReader {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  const failures: TestFailure[] = [];
  let seen = 0;
  let whole = false;
  const take = (record: TestRecord): void => {
    if (record.state === "end") {
      whole = true;
      return;
    }
    counts[record.state] += 1;
    if (record.state === "failed") failures.push({ name: `${scene}: ${record.title}`, error: record.error });
    print(scene, record);
  };
  return {
    drain: () => {
      const lines = fs.readFileSync(file, "utf8").split("\n").slice(0, -1);
      for (const line of lines.slice(seen)) take(JSON.parse(line) as TestRecord);
      seen = lines.length;
    },
    get whole() {
      return whole;
    },
    counts,
    failures,
  };
}

function print(scene: string, record: Exclude<TestRecord, { state: "end" }>): void {
  const took = record.state === "passed" ? ` (${record.ms} ms)` : "";
  console.log(`${scene}: ${record.state} ${record.title}${took}`);
  if (record.state === "failed") console.error(record.error.replace(/^/gm, "      "));
}
