// The other process of rpc.test.ts.
import { Fault } from "../../../src/core/errors";
import { ipcTransport } from "../../../src/protocol/ipc";
import { connect } from "../../../src/protocol/rpc";
import type { CallerSide, ForkedSide } from "./sides";

let aborted = 0;

const parent = connect<ForkedSide, CallerSide>(ipcTransport(process), {
  requests: {
    add: ({ a, b }) => a + b,
    fault: () => {
      throw new Fault("bad-option", "epochs must be at least 1.");
    },
    defect: () => {
      throw new TypeError("x is undefined");
    },
    hang: (_params, signal) =>
      new Promise((resolve) => {
        signal.addEventListener("abort", () => {
          aborted += 1;
          resolve("late");
        });
        parent.notify("hanging", {});
      }),
    aborted: () => aborted,
    die: () => process.exit(3),
  },
  notifications: { echo: (text) => parent.notify("echoed", { text }) },
});
