import { defineConfig } from "vitest/config";
import { define } from "./scripts/judge-hash.mjs";

export default defineConfig({
  define,
  test: {
    pool: "forks",
    include: ["test/unit/**/*.test.ts"],
    globalSetup: "test/support/buildCli.ts",
    testTimeout: 20_000,
    // What Git is configured to ignore on this machine is no part of a test.
    env: { GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_NOSYSTEM: "1", XDG_CONFIG_HOME: "/nonexistent" },
  },
});
