/** `83 %`, `2.4 %`, `< 0.1 %`. */
export function percent(score: number): string {
  const value = 100 * score;
  if (value < 0.1) return "< 0.1 %";
  return `${value < 9.95 ? value.toFixed(1) : Math.round(value)} %`;
}
