import { Fault } from "../core/errors";
import { sentence } from "../core/sentence";
import { CONFIGURATION, SETTINGS } from "./ids";

interface Choice {
  /** What stands for no number. */
  readonly word: "auto" | "never";
  readonly minimum: number;
  readonly maximum: number;
  readonly isWhole: boolean;
}

/** The settings that are a number or a word, as text, so that the settings editor has a field for both. */
const CHOICES = {
  [SETTINGS.epochs]: { word: "auto", minimum: 1, maximum: 10_000, isWhole: true },
  [SETTINGS.patience]: { word: "never", minimum: 1, maximum: 10_000, isWhole: true },
  [SETTINGS.learningRate]: { word: "auto", minimum: 1e-8, maximum: 1, isWhole: false },
  [SETTINGS.trainingThreads]: { word: "auto", minimum: 1, maximum: 256, isWhole: true },
  [SETTINGS.predictionThreads]: { word: "auto", minimum: 1, maximum: 256, isWhole: true },
} as const satisfies Record<string, Choice>;

export type NumberOrWord = keyof typeof CHOICES;

/**
 * 0 for the word. Numbers that are not text, and a 0 for the word, are what version 0.1 wrote.
 *
 * @throws Fault `bad-option`
 */
export function numberOf(value: unknown, name: NumberOrWord): number {
  const choice: Choice = CHOICES[name];
  if (value === choice.word || value === 0) return 0;
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  if (isWithin(number, choice)) return number;
  throw new Fault("bad-option", problem(value, `${CONFIGURATION}.${name}`, choice));
}

function isWithin(value: unknown, { minimum, maximum, isWhole }: Choice): value is number {
  return (
    typeof value === "number" && value >= minimum && value <= maximum && (!isWhole || Number.isInteger(value))
  );
}

function problem(value: unknown, name: string, { word, minimum, maximum, isWhole }: Choice) {
  const found = JSON.stringify(value);
  return isWhole
    ? sentence`The setting ${name} must be "${word}" or a whole number from ${minimum} to ${maximum}; it is ${found}.`
    : sentence`The setting ${name} must be "${word}" or a number between 0 and ${maximum}; it is ${found}.`;
}
