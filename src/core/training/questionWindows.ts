/** Tokens of which some are asked for, in the words of the questions that they are parts of. */
export interface Questions {
  readonly inputIds: readonly number[];
  /** Ascending. */
  readonly positions: readonly number[];
  /** The label for each of `positions`. */
  readonly labels: readonly number[];
  /** The question that each of `positions` is a part of. */
  readonly questions: readonly number[];
}

/**
 * Overlapping windows of at most `maxLength` tokens; each question is in one of them, not near an edge that is not the
 * text's own.
 */
export function questionWindows(whole: Questions, maxLength: number): Questions[] {
  const { inputIds, positions, labels, questions } = whole;
  if (inputIds.length <= maxLength) return [whole];
  const stride = Math.ceil(maxLength / 2);
  const count = Math.ceil(inputIds.length / stride);
  return Array.from({ length: count }, (_, index) => {
    const around = index * stride - Math.floor((maxLength - stride) / 2);
    const start = Math.max(0, Math.min(around, inputIds.length - maxLength));
    const isOwn = (at: number) => Math.floor(positions[questions.indexOf(questions[at])] / stride) === index;
    const own = [...positions.keys()].filter(isOwn);
    return {
      inputIds: inputIds.slice(start, start + maxLength),
      positions: own.map((at) => positions[at] - start),
      labels: own.map((at) => labels[at]),
      questions: own.map((at) => questions[at]),
    };
  });
}
