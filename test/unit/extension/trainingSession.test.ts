import { expect, test } from "vitest";
import type { EventEmitter } from "vscode";
import { sentence } from "../../../src/core/sentence";
import type { Engine } from "../../../src/extension/processes/engine";
import type { SessionState } from "../../../src/extension/training/sessionState";
import { type TrainerEvents, TrainingSession } from "../../../src/extension/training/trainingSession";
import type { RunParams, TrainerSide } from "../../../src/protocol/training";
import { trainingReport } from "../../support/trainingReport";

const FALLBACK = sentence`The GPU failed when it was tried, so the processor is used instead: ${"none"}.`;
const PROGRESS = { stage: "training", step: 1, totalSteps: 9 } as const;

/** A session whose process does what it is told by the events, and never ends a run by itself. */
function running() {
  const states: SessionState[] = [];
  let events: TrainerEvents | undefined;
  const session = new TrainingSession({
    start(heard) {
      events = heard;
      const connection = { request: () => new Promise(() => {}), notify: () => {} };
      return { connection, pid: 1, end: async () => {} } as unknown as Engine<TrainerSide>;
    },
    changes: {
      event: () => {},
      fire: (state: SessionState) => states.push(state),
      dispose: () => {},
    } as unknown as EventEmitter<SessionState>,
    ...{ onReport: () => {}, onChanges: () => {}, onBattery: () => {}, onCrash: () => {} },
  });
  void session.train({} as RunParams);
  return { session, states, events: events! };
}

test("that the processor trains in place of a GPU stays in the state to the end of the run, and changes it once", () => {
  const { session, states, events } = running();
  events.onReport(trainingReport());
  expect(session.state).not.toHaveProperty("fallback");
  const before = states.length;
  for (let turn = 0; turn < 3; turn++) events.onReport(trainingReport({ fallback: FALLBACK }));
  expect(states.length).toBe(before + 1);
  events.onProgress(PROGRESS);
  expect(session.state).toEqual({ kind: "running", progress: PROGRESS, fallback: FALLBACK });
  session.pause();
  expect(session.state).toMatchObject({ kind: "paused", onBattery: false, fallback: FALLBACK });
  session.resume();
  expect(session.state).toEqual({ kind: "running", progress: PROGRESS, fallback: FALLBACK });
  events.onPower({ onBattery: true });
  events.onPower({ onBattery: false });
  expect(session.state).toEqual({ kind: "running", progress: PROGRESS, fallback: FALLBACK });
});
