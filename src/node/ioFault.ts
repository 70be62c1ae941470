import { Fault } from "../core/errors";
import { type Sentence, sentence } from "../core/sentence";

const reasons: Readonly<Record<string, Sentence>> = {
  ENOENT: sentence`it does not exist`,
  EACCES: sentence`permission is denied`,
  EPERM: sentence`the operation is not permitted`,
  EISDIR: sentence`it is a folder`,
  ENOTDIR: sentence`it, or a part of its path, is not a folder`,
  EEXIST: sentence`a file of that name is in the way`,
  EROFS: sentence`the file system is read-only`,
  ENOSPC: sentence`the disk is full; free some space`,
  EDQUOT: sentence`the disk quota is used up; free some space`,
  EFBIG: sentence`the file would be too large for the file system`,
  EMFILE: sentence`too many files are open`,
  EBUSY: sentence`it is in use by another program`,
  ENOTEMPTY: sentence`it is not empty`,
  ENAMETOOLONG: sentence`its name is too long`,
  EIO: sentence`the disk reports an error`,
};

const refusals = {
  read: (path, reason) => sentence`Cannot read ${path}: ${reason}.`,
  write: (path, reason) => sentence`Cannot write ${path}: ${reason}.`,
  delete: (path, reason) => sentence`Cannot delete ${path}: ${reason}.`,
  "look at": (path, reason) => sentence`Cannot look at ${path}: ${reason}.`,
  "download into": (path, reason) => sentence`Cannot download into ${path}: ${reason}.`,
  "read the model folder": (path, reason) => sentence`Cannot read the model folder ${path}: ${reason}.`,
  "write the model folder": (path, reason) => sentence`Cannot write the model folder ${path}: ${reason}.`,
} satisfies Record<string, (path: string, reason: Sentence | string) => Sentence>;

export type FileAction = keyof typeof refusals;

/** An error of the file system as an `io` Fault: "Cannot read <path>: <reason>."; a Fault is kept as it is. */
export function ioFault(action: FileAction, path: string, error: unknown): Fault {
  if (error instanceof Fault) return error;
  const code = errorCode(error);
  const reason = (code && reasons[code]) ?? (error instanceof Error ? error.message : String(error));
  return new Fault("io", refusals[action](path, reason), { cause: error });
}

/** The code of a system error, such as "ENOENT". */
export function errorCode(error: unknown): string | undefined {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  return typeof code === "string" ? code : undefined;
}
