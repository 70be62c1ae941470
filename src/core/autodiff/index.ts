export type { Gradient, Rows } from "./contribution";
export { type CustomGradient, withCustomGradient } from "./customGradient";
export { gradients } from "./gradients";
