import type { Formats } from "../../report/formats";

/** `83 %`, `2.4 %`, `< 0.1 %`. */
export function percent(score: number, { count, share }: Formats): string {
  if (score < 0.001) return `< ${share(0.001)}`;
  return score < 0.0995 ? share(score) : `${count(100 * score)}\u00a0%`;
}
