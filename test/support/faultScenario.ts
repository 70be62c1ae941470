/** What a killed process left, to be looked at. */
export interface Remains {
  readonly storage: string;
  /** As the storage was before. */
  readonly prepared: string;
  /** As a process leaves it that nobody kills. */
  readonly whole: string;
  /** What the process had said, one line each. */
  readonly said: readonly string[];
}

/** Something that a process does to a storage, at each change of which it may be killed. */
export interface FaultScenario {
  prepare(storage: string): Promise<void>;
  run(storage: string, say: (line: string) => void): Promise<void>;
  /** What is wrong after a kill, also when the next process has done its work: nothing, it should be. */
  problems(remains: Remains): Promise<string[]>;
}

/** The number in the last line of this kind, "checkpoint 12"; 0 where there is none. */
export function lastNumber(said: readonly string[], kind: string): number {
  const numbers = said.flatMap((line) =>
    line.startsWith(`${kind} `) ? [Number(line.slice(kind.length))] : [],
  );
  return numbers.at(-1) ?? 0;
}

/** The problems whose condition does not hold. */
export function unmet(...conditions: readonly (readonly [holds: boolean, problem: string])[]): string[] {
  return conditions.flatMap(([holds, problem]) => (holds ? [] : [problem]));
}
