/** 64 bits of a hash as two unsigned 32-bit integers. */
export type Key = readonly [high: number, low: number];

/** A map from 64-bit hashes to 32-bit integers; about 24 bytes for each entry. */
export interface HashIndex {
  readonly size: number;
  get(key: Key): number | undefined;
  set(key: Key, value: number): void;
}

interface Table {
  readonly mask: number;
  /** [slot, (high, low, value + 1)]; 0 as the last marks a free slot. */
  readonly slots: Uint32Array;
}

/** Open addressing with linear probing, at most half full; the keys are hashes already. */
export function hashIndex(): HashIndex {
  let table = emptyTable(1024);
  let size = 0;
  return {
    get size() {
      return size;
    },
    get(key) {
      const value = table.slots[slotOf(table, key) + 2];
      return value === 0 ? undefined : value - 1;
    },
    set(key, value) {
      if (2 * (size + 1) > table.mask + 1) table = grown(table);
      const slot = slotOf(table, key);
      if (table.slots[slot + 2] === 0) size++;
      table.slots.set([...key, value + 1], slot);
    },
  };
}

function emptyTable(capacity: number): Table {
  return { mask: capacity - 1, slots: new Uint32Array(3 * capacity) };
}

/** Where the key is, or the free slot where it belongs. */
function slotOf({ mask, slots }: Table, [high, low]: Key): number {
  let slot = 3 * (low & mask);
  while (slots[slot + 2] !== 0 && (slots[slot] !== high || slots[slot + 1] !== low)) {
    slot = slot === 3 * mask ? 0 : slot + 3;
  }
  return slot;
}

function grown(old: Table): Table {
  const table = emptyTable(2 * (old.mask + 1));
  for (let slot = 0; slot < old.slots.length; slot += 3) {
    const entry = old.slots.subarray(slot, slot + 3);
    if (entry[2] !== 0) table.slots.set(entry, slotOf(table, [entry[0], entry[1]]));
  }
  return table;
}
