import type { Localize } from "../protocol/localize";

/** `40 s`, `12 min`, `1 h 5 min`. */
export function duration(seconds: number, l10n: Localize): string {
  if (seconds < 60) return l10n.t("{0} s", Math.max(1, Math.round(seconds)));
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return l10n.t("{0} min", minutes);
  return l10n.t("{0} h {1} min", Math.floor(minutes / 60), minutes % 60);
}
