import { defineConfig } from "vitest/config";
import { define } from "./scripts/judge-hash.mjs";
import limits from "./test/harness/limits.json" with { type: "json" };

/** Far more than a slow and busy machine takes: only what never comes is waited for so long. */
const { waitMs } = limits;

export default defineConfig({
  define,
  test: {
    pool: "forks",
    maxWorkers: "100%", // the default leaves one core idle, which of two is half the machine
    include: ["test/unit/**/*.test.ts"],
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
