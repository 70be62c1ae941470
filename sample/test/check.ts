/** One test: a sentence about the harbour that must be true, and the steps that show it. */
export function test(sentence: string, steps: () => void): void {
  try {
    steps();
    console.log(`true:  ${sentence}`);
  } catch (error) {
    console.log(`false: ${sentence}`);
    throw error;
  }
}

/** Says that two values must be the same. */
export function same<T>(found: T, expected: T): void {
  const one = JSON.stringify(found);
  const other = JSON.stringify(expected);
  if (one !== other) throw new Error(`found ${one}, expected ${other}`);
}

/** Says that some steps must fail, as a pilot must fail when another hand holds the rope. */
export function fails(steps: () => void): void {
  try {
    steps();
  } catch {
    return;
  }
  throw new Error("this should have failed");
}
