import { defineConfig } from "vitest/config";
import { define } from "./scripts/judge-hash.mjs";
import limits from "./test/harness/limits.json" with { type: "json" };

/** Far more than a slow and busy machine takes: only what never comes is waited for so long. */
const { waitMs } = limits;

export default defineConfig({
  define,
  test: {
    pool: "forks",
    include: ["test/ui/**/*.test.ts"],
    globalSetup: "test/ui/install.ts",
    maxWorkers: 2, // a window waits much; more of them at once would wait for each other
    expect: { poll: { timeout: waitMs, interval: 100 } },
    testTimeout: 4 * waitMs,
    hookTimeout: 4 * waitMs,
    teardownTimeout: waitMs,
    env: { WORKSPACE_MLM_GIVE_WAY: "0" }, // a training is waited for, however busy the machine is
  },
});
