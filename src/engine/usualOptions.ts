/** What training does where nothing else is asked for, in the editor as on the command line. */
export const USUAL = {
  /** A model that knows something already wants smaller steps, and fewer. */
  fromModel: { learningRate: 1e-4, epochs: 3 },
  fromScratch: { learningRate: 2e-3, epochs: 12 },
  /** Sequences in a step. */
  batchSize: 8,
  warmupRatio: 0.06,
  maxGradNorm: 1,
  validationSplit: 0.1,
  maxEvalSequences: 1024,
  /** Tokens in a vocabulary learnt from the text. */
  vocabSize: 8192,
  /** Evaluations without gain after which training ends. */
  patience: 3,
  /** Between two checkpoints. */
  checkpointMinutes: 3,
} as const;

/** The options that depend on whether training starts from nothing; 0 stands for what is usual. */
export function chosen(
  asked: { readonly learningRate: number; readonly epochs: number },
  fromScratch: boolean,
): { readonly learningRate: number; readonly epochs: number } {
  const usual = fromScratch ? USUAL.fromScratch : USUAL.fromModel;
  return { learningRate: asked.learningRate || usual.learningRate, epochs: asked.epochs || usual.epochs };
}
