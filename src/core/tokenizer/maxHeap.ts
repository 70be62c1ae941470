/** A binary heap that gives back its greatest item first. */
export interface MaxHeap<T> {
  push(item: T): void;
  /** undefined if the heap is empty. */
  pop(): T | undefined;
}

/** `before(a, b)`: whether `a` must come out before `b`. */
export function createMaxHeap<T>(before: (a: T, b: T) => boolean): MaxHeap<T> {
  const items: T[] = [];

  function siftUp(from: number, item: T): void {
    let at = from;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!before(item, items[parent]!)) break;
      items[at] = items[parent]!;
      at = parent;
    }
    items[at] = item;
  }

  function siftDown(item: T): void {
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= items.length) break;
      if (child + 1 < items.length && before(items[child + 1]!, items[child]!)) child++;
      if (!before(items[child]!, item)) break;
      items[at] = items[child]!;
      at = child;
    }
    items[at] = item;
  }

  return {
    push(item) {
      items.push(item);
      siftUp(items.length - 1, item);
    },
    pop() {
      const top = items[0];
      const last = items.pop();
      if (items.length > 0) siftDown(last!);
      return top;
    },
  };
}
