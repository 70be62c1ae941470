import { parseArgs } from "node:util";
import { Fault } from "../core/errors";

interface Described {
  /** One line for --help. */
  readonly help: string;
}

interface NumberOption extends Described {
  readonly kind: "integer" | "number";
  readonly default: number;
  readonly min: number;
  readonly max: number;
}

/** Bytes, also written with KB or MB. */
interface SizeOption extends Described {
  readonly kind: "size";
  readonly default: number;
  readonly max: number;
}

interface TextOption extends Described {
  readonly kind: "text";
  /** What stands for the value in --help. */
  readonly placeholder: string;
  readonly default?: string;
}

interface ListOption extends Described {
  readonly kind: "list";
  readonly placeholder: string;
}

interface ChoiceOption extends Described {
  readonly kind: "choice";
  readonly choices: readonly string[];
  readonly default?: string;
}

interface FlagOption extends Described {
  readonly kind: "flag";
}

export type OptionSpec = NumberOption | SizeOption | TextOption | ListOption | ChoiceOption | FlagOption;

export type OptionSpecs = Readonly<Record<string, OptionSpec>>;

type ValueOf<S extends OptionSpec> = S extends NumberOption | SizeOption
  ? number
  : S extends FlagOption
    ? boolean
    : S extends ListOption
      ? readonly string[]
      : S extends ChoiceOption
        ? S["choices"][number] | (S extends { readonly default: string } ? never : undefined)
        : S extends { readonly default: string }
          ? string
          : string | undefined;

export type OptionValues<S extends OptionSpecs> = { readonly [N in keyof S]: ValueOf<S[N]> };

export interface ParsedOptions<S extends OptionSpecs> {
  readonly values: OptionValues<S>;
  readonly positionals: readonly string[];
}

/** Parses a command's arguments. Throws a Fault "bad-option" that names the option and what it may be. */
export function parseOptions<const S extends OptionSpecs>(
  specs: S,
  argv: readonly string[],
): ParsedOptions<S> {
  const { values, positionals } = parseRaw(specs, argv);
  if (positionals.includes("")) throw new Fault("bad-option", "An argument is empty; see --help.");
  const typed = Object.entries(specs).map(([name, spec]) => [name, typedValue(name, spec, values[name])]);
  return { values: Object.fromEntries(typed) as OptionValues<S>, positionals };
}

type RawValue = string | boolean | (string | boolean)[] | undefined;

function parseRaw(specs: OptionSpecs, argv: readonly string[]) {
  const options = Object.entries(specs).map(([name, { kind }]) => [
    name,
    { type: kind === "flag" ? "boolean" : "string", multiple: kind === "list" } as const,
  ]);
  try {
    const parsed = parseArgs({
      args: [...argv],
      options: Object.fromEntries(options),
      allowPositionals: true,
    });
    return { values: parsed.values as Record<string, RawValue>, positionals: parsed.positionals };
  } catch (error) {
    const [sentence] = (error as Error).message.split(/\.\s/);
    throw new Fault("bad-option", `${sentence}; see --help.`);
  }
}

function typedValue(name: string, spec: OptionSpec, raw: RawValue): unknown {
  switch (spec.kind) {
    case "flag":
      return raw === true;
    case "list":
      return ((raw ?? []) as string[]).map((each) => notEmpty(name, each));
    case "text":
      return raw === undefined ? spec.default : notEmpty(name, raw as string);
    case "size":
      return sizeOf(name, spec, raw as string | undefined);
    case "choice":
      return choiceOf(name, spec, raw as string | undefined);
    default:
      return numberOf(name, spec, raw as string | undefined);
  }
}

/** An empty word is a variable that a script forgot to set. */
function notEmpty(name: string, text: string): string {
  if (text !== "") return text;
  throw new Fault("bad-option", `--${name} is empty; give it a value, or leave it out.`);
}

function choiceOf(name: string, { choices, default: fallback }: ChoiceOption, raw = fallback) {
  if (raw === undefined || choices.includes(raw)) return raw;
  throw new Fault("bad-option", `--${name} must be one of ${choices.join(", ")}, not "${raw}".`);
}

function numberOf(name: string, { kind, min, max, default: fallback }: NumberOption, raw?: string): number {
  if (raw === undefined) return fallback;
  const value = Number(raw);
  const isFit =
    raw.trim() !== "" && value >= min && value <= max && (kind === "number" || Number.isInteger(value));
  if (isFit) return value;
  const what = kind === "integer" ? "a whole number" : "a number";
  throw new Fault("bad-option", `--${name} must be ${what} from ${min} to ${max}, not "${raw}".`);
}

const UNITS: Readonly<Record<string, number>> = {
  "": 1,
  b: 1,
  kb: 1024,
  k: 1024,
  mb: 1024 ** 2,
  m: 1024 ** 2,
};

function sizeOf(name: string, { max, default: fallback }: SizeOption, raw?: string): number {
  if (raw === undefined) return fallback;
  const [, digits, unit] = /^(\d+(?:\.\d+)?) *([a-z]*)$/i.exec(raw.trim()) ?? [];
  const size = Math.floor(Number(digits) * (UNITS[unit?.toLowerCase()] ?? Number.NaN));
  if (size >= 1 && size <= max) return size;
  throw new Fault(
    "bad-option",
    `--${name} is "${raw}"; give bytes, or KB or MB, up to ${max / UNITS["mb"]}MB.`,
  );
}

/** The options as lines of --help. */
export function describeOptions(specs: OptionSpecs): string {
  const rows = Object.entries(specs).map(([name, spec]) => [
    `  --${name}${valueHint(spec)}`,
    spec.help + defaultHint(spec),
  ]);
  const width = Math.max(...rows.map(([left]) => left.length)) + 2;
  return rows.map(([left, right]) => left.padEnd(width) + right).join("\n");
}

function valueHint(spec: OptionSpec): string {
  switch (spec.kind) {
    case "flag":
      return "";
    case "text":
    case "list":
      return ` ${spec.placeholder}`;
    case "size":
      return " SIZE";
    case "choice":
      return ` ${spec.choices.join("|")}`;
    default:
      return " N";
  }
}

function defaultHint(spec: OptionSpec): string {
  return "default" in spec && spec.default !== undefined ? ` (${spec.default})` : "";
}
