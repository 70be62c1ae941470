import type { PauseGate } from "../follow/pauseGate";

export interface BatteryPauseOptions {
  readonly gate: Pick<PauseGate, "pause" | "resume">;
  isOnBattery(): Promise<boolean>;
  /** Called at every change: the machine went on its battery, or off it. */
  onChange(onBattery: boolean): void;
  /** Between two looks. */
  readonly intervalMs: number;
}

/** Pauses a run while the machine is on its battery, until `stop` is called. */
export function pauseOnBattery({ gate, isOnBattery, onChange, intervalMs }: BatteryPauseOptions): {
  stop(): void;
} {
  let onBattery = false;
  let isStopped = false;
  const look = async (): Promise<void> => {
    const now = await isOnBattery();
    if (now === onBattery || isStopped) return;
    onBattery = now;
    if (now) gate.pause("battery");
    else gate.resume("battery");
    onChange(now);
  };
  void look();
  const timer = setInterval(() => void look(), intervalMs);
  return {
    stop: () => {
      isStopped = true;
      clearInterval(timer);
    },
  };
}
