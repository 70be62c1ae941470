import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    pool: "forks",
    include: ["test/unit/**/*.test.ts"],
    globalSetup: "test/support/buildCli.ts",
    testTimeout: 20_000,
  },
});
