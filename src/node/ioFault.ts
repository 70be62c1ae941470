import { Fault } from "../core/errors";

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "it does not exist",
  EACCES: "permission is denied",
  EPERM: "the operation is not permitted",
  EISDIR: "it is a folder",
  ENOTDIR: "it, or a part of its path, is not a folder",
  EEXIST: "a file of that name is in the way",
  EROFS: "the file system is read-only",
  ENOSPC: "the disk is full; free some space",
  EDQUOT: "the disk quota is used up; free some space",
  EFBIG: "the file would be too large for the file system",
  EMFILE: "too many files are open",
  EBUSY: "it is in use by another program",
  ENOTEMPTY: "it is not empty",
  ENAMETOOLONG: "its name is too long",
  EIO: "the disk reports an error",
};

/** An error of the file system as an `io` Fault: "Cannot read <path>: <reason>."; a Fault is kept as it is. */
export function ioFault(action: string, path: string, error: unknown): Fault {
  if (error instanceof Fault) return error;
  const code = errorCode(error);
  const reason = (code && reasons[code]) ?? (error instanceof Error ? error.message : String(error));
  return new Fault("io", `Cannot ${action} ${path}: ${reason}.`, { cause: error });
}

/** The code of a system error, such as "ENOENT". */
export function errorCode(error: unknown): string | undefined {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  return typeof code === "string" ? code : undefined;
}
