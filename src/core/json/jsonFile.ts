import * as v from "valibot";
import { Fault } from "../errors";
import { type Sentence, sentence } from "../sentence";

/** What a parsed JSON file holds, which may be anything. */
export interface JsonFile {
  /** What the schema makes of it. Throws a `bad-model` Fault that names the file, the first wrong field and its value. */
  read<const S extends v.GenericSchema>(schema: S): v.InferOutput<S>;
  /** A fault about this field of the outermost object; `problem` follows on its value. */
  fault(name: string, problem: Sentence): Fault;
}

/** @param source what faults call the file */
export function jsonFile(json: unknown, source: string): JsonFile {
  const fault = (path: string, value: unknown, problem: Sentence) =>
    new Fault("bad-model", sentence`${source}: "${path}" is ${shown(value)}, ${problem}.`);
  return {
    fault: (name, problem) => fault(name, ownValue(json, name), problem),
    read(schema) {
      const { success, output, issues } = v.safeParse(schema, json, { abortEarly: true });
      if (success) return output;
      const [issue] = issues;
      const path = v.getDotPath(issue);
      if (path === null) throw new Fault("bad-model", sentence`${source} must hold a JSON object.`);
      throw fault(path, foundAt(issue), problemOf(issue));
    },
  };
}

function problemOf({ type, expected, requirement, path }: v.BaseIssue<unknown>): Sentence {
  if (path?.at(-1)?.origin === "key") return sentence`but is needed`;
  switch (type) {
    case "string":
      return sentence`but must be a string`;
    case "number":
    case "finite":
      return sentence`but must be a number`;
    case "boolean":
      return sentence`but must be true or false`;
    case "array":
    case "loose_tuple":
      return sentence`but must be a list`;
    case "integer":
    case "safe_integer":
      return sentence`but must be a whole number`;
    case "min_value":
      return sentence`but must be at least ${Number(requirement)}`;
    case "max_value":
      return sentence`but must be at most ${Number(requirement)}`;
    case "non_empty":
    case "min_entries":
      return sentence`but must not be empty`;
    case "union":
      return sentence`but must be a string or an object`;
    case "literal":
    case "null":
      return sentence`but only ${expected ?? ""} is supported`;
    case "picklist":
    case "variant":
      return sentence`but only ${choices(expected ?? "")} are supported`;
    default:
      return sentence`but must be an object`;
  }
}

/** Valibot writes `("a" | "b")`. */
function choices(expected: string): string {
  return expected.replace(/^\((.*)\)$/s, "$1").replaceAll(" | ", ", ");
}

/** What stands in the file; a schema's default stands in for what is absent. */
function foundAt({ path }: v.BaseIssue<unknown>): unknown {
  const last = path?.at(-1);
  return last && ownValue(last.input, last.key);
}

function ownValue(value: unknown, key: unknown): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, key as PropertyKey)
    ? value[key as keyof object]
    : undefined;
}

function shown(value: unknown): Sentence | string {
  return value === undefined ? sentence`absent` : JSON.stringify(value).slice(0, 80);
}
