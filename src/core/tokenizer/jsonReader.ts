import { Fault } from "../errors";
import { sentence } from "../sentence";

/** Reads the fields of one JSON object from a file that may hold anything; all throw a Fault that names the file. */
export interface Reader {
  /** The field's own value: undefined if it is missing, never something inherited. */
  value(key: string): unknown;
  boolean(key: string, fallback: boolean): boolean;
  string(key: string, fallback?: string): string;
  integer(key: string, fallback: number | undefined, min: number, max: number): number;
  oneOf(key: string, allowed: readonly string[], fallback?: string): string;
  object(key: string): Reader;
  /** undefined if the field is missing or null. */
  optionalObject(key: string): Reader | undefined;
  /** An array of objects; empty if the field is missing or null. */
  objects(key: string): Reader[];
  plainObject(key: string): object;
  /** A Fault about this object. */
  fault(problem: string): Fault;
}

/** Reads values that come from the file `source`. */
export function jsonReader(source: string) {
  const fault = (problem: string) =>
    new Fault("bad-model", sentence`${source} is not a usable tokenizer: ${problem}.`);
  return { fault, object: (value: unknown, where: string) => readerOf(value, where, fault) };
}

function readerOf(json: unknown, where: string, raise: (problem: string) => Fault): Reader {
  if (!isObject(json)) throw raise(`${where} must be a JSON object`);
  const fault = (problem: string) => raise(`${problem} (in ${where})`);
  const value = (key: string): unknown =>
    Object.hasOwn(json, key) ? (json as Record<string, unknown>)[key] : undefined;
  const within = (key: string) => `"${key}" of ${where}`;
  const reader: Reader = {
    value,
    fault,
    boolean(key, fallback) {
      const found = value(key) ?? fallback;
      if (typeof found === "boolean") return found;
      throw fault(`"${key}" must be true or false`);
    },
    string(key, fallback) {
      const found = value(key) ?? fallback;
      if (typeof found === "string") return found;
      throw fault(`"${key}" must be a string`);
    },
    integer(key, fallback, min, max) {
      const found = value(key) ?? fallback;
      if (Number.isInteger(found) && (found as number) >= min && (found as number) <= max)
        return found as number;
      throw fault(`"${key}" must be a whole number from ${min} to ${max}`);
    },
    oneOf(key, allowed, fallback) {
      const found = reader.string(key, fallback);
      if (allowed.includes(found)) return found;
      throw fault(`"${key}" must be ${allowed.join(" or ")}, not ${JSON.stringify(found.slice(0, 40))}`);
    },
    object: (key) => readerOf(value(key), within(key), raise),
    optionalObject: (key) => (value(key) == null ? undefined : reader.object(key)),
    objects(key) {
      const found = value(key) ?? [];
      if (!Array.isArray(found)) throw fault(`"${key}" must be an array`);
      return found.map((item, index) => readerOf(item, `"${key}[${index}]" of ${where}`, raise));
    },
    plainObject(key) {
      const found = value(key);
      if (isObject(found)) return found;
      throw fault(`"${key}" must be a JSON object`);
    },
  };
  return reader;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
