import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import { define } from "./scripts/judge-hash.mjs";
import limits from "./test/harness/limits.json" with { type: "json" };

/** Far more than a slow and busy machine takes: only what never comes is waited for so long. */
const { waitMs } = limits;

/** Of a new checkout nothing is known but the files' sizes, which say little of tests that train or start processes. */
const LONG = /\b(?:resume|killed|webgpu|workflow|badInput)\.test\.ts$/;

/** The long ones begin first, so that no core waits for another at the end. */
class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification) => LONG.test(moduleId);
    const sorted = await super.sort(files);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

export default defineConfig({
  define,
  test: {
    pool: "forks",
    maxWorkers: "100%", // the default leaves one core idle, which of two is half the machine
    include: ["test/unit/**/*.test.ts"],
    sequence: { sequencer: LongFirst },
    globalSetup: "test/support/buildCli.ts",
    expect: { poll: { timeout: waitMs / 2 } },
    testTimeout: 4 * waitMs,
    hookTimeout: 4 * waitMs,
    teardownTimeout: waitMs,
    env: {
      // What Git is configured to ignore on this machine is no part of a test.
      GIT_CONFIG_GLOBAL: "/dev/null",
      GIT_CONFIG_NOSYSTEM: "1",
      XDG_CONFIG_HOME: "/nonexistent",
      WORKSPACE_MLM_GIVE_WAY: "0", // a training is waited for, however busy the machine is
    },
  },
});
