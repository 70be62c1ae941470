/** A word that was judged: what speaks for its being wrong, and whether it is. */
export interface Judged {
  readonly suspicion: number;
  readonly isWrong: boolean;
}

/** The share of pairs of a wrong and a right word in which the wrong one is more suspect; half of those alike. */
export function areaUnderCurve(judged: readonly Judged[]): number {
  const right = suspicions(judged, false);
  const wins = suspicions(judged, true).map((suspicion) => {
    const below = right.filter((other) => other < suspicion).length;
    return below + right.filter((other) => other === suspicion).length / 2;
  });
  return wins.reduce((sum, each) => sum + each, 0) / (wins.length * right.length);
}

/** The share of wrong words that is found where this share of right ones is reported, too. */
export function caughtAt(judged: readonly Judged[], falseAlarms: number): number {
  const right = suspicions(judged, false).sort((a, b) => b - a);
  const least = right[Math.floor(falseAlarms * right.length)] ?? Number.NEGATIVE_INFINITY;
  const wrong = suspicions(judged, true);
  return wrong.filter((suspicion) => suspicion > least).length / wrong.length;
}

function suspicions(judged: readonly Judged[], isWrong: boolean): number[] {
  return judged.filter((each) => each.isWrong === isWrong).map(({ suspicion }) => suspicion);
}
