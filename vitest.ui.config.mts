import { defineConfig } from "vitest/config";
import { define } from "./scripts/judge-hash.mjs";

export default defineConfig({
  define,
  test: {
    pool: "forks",
    include: ["test/ui/**/*.test.ts"],
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 300_000,
    bail: 1, // each test goes on where the one before it ended
  },
});
