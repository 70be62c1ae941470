/** Work that can pause, or be given up, between two steps, each of which takes some hundredths of a second at most. */
export type Steps<T> = Generator<undefined, T>;

/** What comes of all steps, without a pause. */
export function finished<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/**
 * Counts work in UTF-16 units that are looked at, each as often as it is. Unlike time it is the same on every machine, and so is
 * what is given up because of it.
 */
export interface Effort {
  /** Throws `TOO_MUCH` when the limit is passed. */
  spend(units: number): void;
}

export const TOO_MUCH = Symbol("too much work");

export function effort(limit: number): Effort {
  let spent = 0;
  return {
    spend(units) {
      spent += units;
      if (spent > limit) throw TOO_MUCH;
    },
  };
}
