import { Fault } from "../errors";
import { sentence } from "../sentence";

/** Reads the fields of a `config.json` one by one; every fault names the file, the field and its value. */
export interface ConfigFields {
  /** A whole number from `least` to `most`; `fallback` where the field is absent or null. */
  integer(name: string, fallback: number, least: number, most: number): number;
  /** A finite number from `least` to `most`; `fallback` where the field is absent. */
  number(name: string, fallback: number, least: number, most: number): number;
  /** Whether the field is there and null. */
  isNull(name: string): boolean;
  string(name: string, fallback: string): string;
  boolean(name: string, fallback: boolean): boolean;
  list(name: string, fallback: readonly unknown[]): readonly unknown[];
  /** The fields of the object in this field, which has none where the field is absent or null. */
  object(name: string): ConfigFields;
  /** Refuses the file unless the field is absent, null or this value. */
  onlyValue(name: string, value: unknown): void;
  /** A fault about this field. */
  fault(name: string, problem: string): Fault;
}

/** Throws a `bad-model` Fault if the JSON is no object. */
export function configFields(json: unknown, source: string): ConfigFields {
  if (isObject(json)) return fieldsOf(json, source, "");
  throw new Fault("bad-model", sentence`${source} must hold a JSON object.`);
}

/** @param path what faults put before the names. */
function fieldsOf(json: object, source: string, path: string): ConfigFields {
  const fields = new Map<string, unknown>(Object.entries(json));

  const fault = (name: string, problem: string) =>
    new Fault("bad-model", sentence`${source}: "${path + name}" is ${shown(fields.get(name))}, ${problem}.`);

  const number = (name: string, fallback: number, least: number, most: number) => {
    const value = fields.get(name) ?? fallback;
    if (typeof value === "number" && value >= least && value <= most) return value;
    throw fault(name, `but must be a number from ${least} to ${most}`);
  };

  return {
    fault,
    number,
    integer(name, fallback, least, most) {
      const value = number(name, fallback, least, most);
      if (Number.isInteger(value)) return value;
      throw fault(name, "but must be a whole number");
    },
    isNull: (name) => fields.get(name) === null,
    string(name, fallback) {
      const value = fields.get(name) ?? fallback;
      if (typeof value === "string") return value;
      throw fault(name, "but must be a string");
    },
    boolean(name, fallback) {
      const value = fields.get(name) ?? fallback;
      if (typeof value === "boolean") return value;
      throw fault(name, "but must be true or false");
    },
    list(name, fallback) {
      const value = fields.get(name) ?? fallback;
      if (Array.isArray(value)) return value;
      throw fault(name, "but must be a list");
    },
    object(name) {
      const value = fields.get(name) ?? {};
      if (isObject(value)) return fieldsOf(value, source, `${path}${name}.`);
      throw fault(name, "but must be an object");
    },
    onlyValue(name, value) {
      if ((fields.get(name) ?? value) !== value) throw fault(name, `but only ${shown(value)} is supported`);
    },
  };
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function shown(value: unknown): string {
  return value === undefined ? "absent" : JSON.stringify(value).slice(0, 80);
}
