/** What the weights are multiplied in: float32, as they were trained, or int8, which is faster and takes less memory. */
export type Precision = "float32" | "int8";

/** How a person's masks are filled and their words judged; int8 finds as many of the hidden words as float32 (docs/words.md). */
export const USUAL_PRECISION: Precision = "int8";
