import { describe, expect, test, vi } from "vitest";
import { pauseGate } from "../../../src/engine/follow/pauseGate";
import { pauseOnBattery } from "../../../src/engine/roles/batteryPause";

async function isOpen(gate: ReturnType<typeof pauseGate>): Promise<boolean> {
  const signal = new AbortController().signal;
  return Promise.race([
    gate.pass(signal).then(() => true),
    new Promise<boolean>((resolve) => setTimeout(() => resolve(false), 5)),
  ]);
}

describe("the gate", () => {
  test("opens when the last reason is gone", async () => {
    const gate = pauseGate();
    expect(await isOpen(gate)).toBe(true);
    gate.pause("asked");
    gate.pause("battery");
    gate.resume("battery");
    expect(await isOpen(gate)).toBe(false);
    const passed = gate.pass(new AbortController().signal);
    gate.resume("asked");
    await passed;
    expect(await isOpen(gate)).toBe(true);
  });

  test("opens for whatever reason when a person wants it", async () => {
    const gate = pauseGate();
    gate.pause("battery");
    gate.pause("asked");
    gate.resume();
    expect(await isOpen(gate)).toBe(true);
  });

  test("lets an aborted run through", async () => {
    const gate = pauseGate();
    gate.pause("asked");
    const controller = new AbortController();
    const passed = gate.pass(controller.signal);
    controller.abort();
    await passed;
  });
});

describe("on the battery", () => {
  function laptop() {
    let battery = false;
    const told: boolean[] = [];
    const gate = pauseGate();
    const watch = pauseOnBattery({
      gate,
      isOnBattery: () => Promise.resolve(battery),
      onChange: (onBattery) => told.push(onBattery),
      intervalMs: 10,
    });
    const unplug = (on: boolean) => {
      battery = on;
    };
    return { told, gate, watch, unplug };
  }

  test("a run waits until the machine is plugged in", async () => {
    const { told, gate, watch, unplug } = laptop();
    unplug(true);
    await vi.waitFor(() => expect(told).toEqual([true]));
    expect(await isOpen(gate)).toBe(false);
    unplug(false);
    await vi.waitFor(() => expect(told).toEqual([true, false]));
    expect(await isOpen(gate)).toBe(true);
    watch.stop();
  });

  test("a person's wish to go on holds until the next change", async () => {
    const { told, gate, watch, unplug } = laptop();
    unplug(true);
    await vi.waitFor(() => expect(told).toEqual([true]));
    gate.resume();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await isOpen(gate)).toBe(true);
    watch.stop();
  });

  test("nothing is told after the end, not even of a look that had begun", async () => {
    const told: boolean[] = [];
    const gate = pauseGate();
    const answers: ((onBattery: boolean) => void)[] = [];
    const watch = pauseOnBattery({
      gate,
      isOnBattery: () => new Promise((resolve) => answers.push(resolve)),
      onChange: (onBattery) => told.push(onBattery),
      intervalMs: 10,
    });
    expect(answers).toHaveLength(1);
    watch.stop();
    answers[0]!(true);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(answers, "it looks no more").toHaveLength(1);
    expect(told).toEqual([]);
    expect(await isOpen(gate)).toBe(true);
  });
});
