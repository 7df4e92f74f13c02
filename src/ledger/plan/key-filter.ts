/** Bits, four megabytes of them whatever the list: of a million keys some twenty seem to have been there before. */
const BITS = 2 ** 25;
const PROBES = 6;

/**
 * Tells of keys whether they were there before, in the same small space however many they are (Bloom's filter): "no" is certain, "yes" is
 * to be looked at more closely, and comes wrongly the more often the more keys there are.
 */
export class KeyFilter {
  readonly #bits = new Uint8Array(BITS / 8);

  /** Whether a key may have been added before; it is now. */
  add(key: string): boolean {
    let [first, second] = [0x811c9dc5, 0x9747b28c];
    for (let index = 0; index < key.length; index++) {
      const code = key.charCodeAt(index);
      first = Math.imul(first ^ code, 0x01000193);
      second = Math.imul(second ^ code, 0x5bd1e995);
    }
    const step = mixed(second) | 1;
    let wasThere = true;
    for (let probe = 0, at = mixed(first); probe < PROBES; probe++, at = (at + step) | 0) {
      const bit = at & (BITS - 1);
      const mask = 1 << (bit & 7);
      if ((this.#bits[bit >> 3]! & mask) === 0) wasThere = false;
      this.#bits[bit >> 3]! |= mask;
    }
    return wasThere;
  }
}

/** Spreads what a hash says over all its bits. */
function mixed(hash: number): number {
  const once = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  const twice = Math.imul(once ^ (once >>> 13), 0xc2b2ae35);
  return twice ^ (twice >>> 16);
}
