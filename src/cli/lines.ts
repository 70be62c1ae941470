import { addAbortSignal, type Readable } from "node:stream";
import { Fault } from "../core/errors";

/** UTF-16 units: a longer line is refused, so that input without an end fills no memory. */
const LONGEST_LINE = 2 ** 24;

/**
 * The lines of a stream of UTF-8, each as soon as it is there, without its line end. Throws a Fault `bad-option` for a line
 * that is too long, and the signal's reason when it is aborted, also while nothing comes.
 */
export async function* readLines(stream: Readable, signal: AbortSignal): AsyncGenerator<string> {
  addAbortSignal(signal, stream.setEncoding("utf8"));
  let begun: string[] = [];
  let length = 0;
  const take = (rest: string): string => {
    const line = [...begun, rest].join("");
    begun = [];
    length = 0;
    return line.endsWith("\r") ? line.slice(0, -1) : line;
  };
  try {
    for await (const chunk of stream as AsyncIterable<string>) {
      const pieces = chunk.split("\n");
      const last = pieces.pop() as string;
      for (const piece of pieces) yield take(piece);
      begun.push(last);
      length += last.length;
      if (length > LONGEST_LINE) throw tooLong();
    }
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  }
  if (length > 0) yield take("");
}

function tooLong(): Fault {
  const most = LONGEST_LINE.toLocaleString("en-US");
  return new Fault(
    "bad-option",
    `A line of standard input has more than ${most} characters; break it into shorter ones.`,
  );
}
