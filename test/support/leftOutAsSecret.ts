import { contentJudge } from "../../src/core/corpus/judge";

const judge = contentJudge();

/** Whether a file with this path and text is left out of training as one that may hold a secret. */
export function leftOutAsSecret(path: string, text: string): boolean {
  const verdict = judge(path, new TextEncoder().encode(text));
  return verdict.kind === "left-out" && verdict.reason === "secret-content";
}
