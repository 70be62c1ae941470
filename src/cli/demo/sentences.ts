/** What the bundled model is shown with; none of them is in its training text, whole or nearly. */
export const DEMONSTRATION: readonly string[] = [
  "My favorite sport to watch is [MASK].",
  "She added some [MASK] to make the soup taste better.",
  "The baby was crying because it was [MASK].",
  "He couldn't find his [MASK], so he had to walk in the rain.",
  "Before going to bed, I always brush my [MASK].",
  "I forgot my [MASK] at home, so I couldn't pay for my coffee.",
  "They decided to take a [MASK] to the mountains for the weekend.",
  "My phone ran out of [MASK] just when I needed it most.",
];
