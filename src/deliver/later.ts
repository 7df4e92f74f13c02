/** When an item comes back, on the clock that goes forward only. */
interface Waiting<Item> {
  readonly item: Item;
  readonly dueAt: number;
}

/** Items that come back after a pause, in milliseconds. There are few pauses, and those of one pause come back in the order in which they went. */
export class Later<Item> {
  readonly #rows = new Map<number, { waiting: Waiting<Item>[]; taken: number }>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** When the next one comes back; Infinity when there is none. */
  get nearest(): number {
    return Math.min(...[...this.#rows.values()].map(({ waiting, taken }) => waiting[taken]?.dueAt ?? Infinity));
  }

  put(item: Item, pause: number, now: number): void {
    const row = this.#rows.get(pause) ?? { waiting: [], taken: 0 };
    row.waiting.push({ item, dueAt: now + pause });
    this.#rows.set(pause, row);
    this.#size++;
  }

  /** One whose pause is over, if there is one. */
  take(now: number): Item | undefined {
    for (const row of this.#rows.values()) {
      const next = row.waiting[row.taken];
      if (!next || next.dueAt > now) continue;
      this.#size--;
      row.taken++;
      // What was taken is let go of in large pieces: an array is slow to shorten at its front.
      if (row.taken * 2 > row.waiting.length) {
        row.waiting.splice(0, row.taken);
        row.taken = 0;
      }
      return next.item;
    }
    return undefined;
  }
}
