import { Evidence } from "./evidence";
import type { Gap } from "./gap";
import { createSegment, lookUp, type MemorySegment, type Tokens, tokensOf } from "./segment";
import type { WordTable } from "./wordTable";

/**
 * Where words stand in the files of a workspace: answers which words stood in surroundings like a gap's. A file that
 * changed is exchanged by itself.
 */
export class WorkspaceMemory {
  readonly #numbers: ReadonlyMap<string, number>;
  /** Files of the base that another text stands for, or none. */
  readonly #hidden = new Set<number>();
  readonly #exchanged = new Map<string, MemorySegment>();

  constructor(
    readonly table: WordTable,
    readonly base: MemorySegment = createSegment(tokensOf(0, table), [], table),
  ) {
    this.#numbers = new Map(base.files.map(({ path }, number) => [path, number]));
  }

  /** The ids that a file has from now on; none when it is no longer to be remembered. */
  exchange(path: string, ids: ArrayLike<number> | undefined): void {
    const number = this.#numbers.get(path);
    if (number !== undefined) this.#hidden.add(number);
    if (ids === undefined) this.#exchanged.delete(path);
    else this.#exchanged.set(path, segmentOf(path, ids, this.table));
  }

  /** The files with their ids, as they are now. */
  *files(): Generator<{ readonly path: string; readonly ids: Tokens }> {
    const { files, tokens } = this.base;
    for (const [number, { path, start }] of files.entries())
      if (!this.#hidden.has(number))
        yield { path, ids: tokens.subarray(start, (files[number + 1]?.start ?? tokens.length) - 1) };
    for (const [path, segment] of this.#exchanged) yield { path, ids: segment.tokens.subarray(1, -1) };
  }

  /** What is known of words in the gap's surroundings, the file at the path `except` left out. */
  evidence(gap: Gap, except?: string): Evidence {
    const evidence = new Evidence();
    const own = except === undefined ? undefined : this.#numbers.get(except);
    lookUp(this.base, gap, this.table, (file) => file === own || this.#hidden.has(file), evidence);
    for (const [path, segment] of this.#exchanged)
      if (path !== except) lookUp(segment, gap, this.table, () => false, evidence);
    return evidence;
  }
}

function segmentOf(path: string, ids: ArrayLike<number>, table: WordTable): MemorySegment {
  const tokens = tokensOf(ids.length + 2, table);
  tokens[0] = table.separator;
  tokens.set(ids, 1);
  tokens[ids.length + 1] = table.separator;
  return createSegment(tokens, [{ path, start: 1 }], table);
}
