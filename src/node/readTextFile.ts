import { realpath } from "node:fs/promises";
import { decode } from "../core/corpus/decode";
import { Fault } from "../core/errors";
import { sentence } from "../core/sentence";
import { withFileSource } from "./readFiles";

export interface TextFile {
  /** Absolute, without links. */
  readonly path: string;
  readonly text: string;
}

/** A file that a person named, in any of the encodings that a text has. Throws a Fault "io" where it cannot be read or is no text. */
export async function readTextFile(path: string): Promise<TextFile> {
  const bytes = await withFileSource(path, (file) => file.read(0, file.size));
  const decoded = decode(bytes);
  if (decoded.kind === "text") return { path: await realpath(path), text: decoded.text };
  throw new Fault("io", sentence`${path} is no text; name a text file.`);
}
