/** Places in a plan, a bit for each: a million of them take 125 kB. */
export class PositionSet {
  #bits = new Uint8Array(1024);

  add(position: number): void {
    const index = position >> 3;
    if (index >= this.#bits.length) this.#grow(index);
    this.#bits[index]! |= 1 << (position & 7);
  }

  has(position: number): boolean {
    return ((this.#bits[position >> 3] ?? 0) & (1 << (position & 7))) !== 0;
  }

  #grow(index: number): void {
    const bits = new Uint8Array(Math.max(index + 1, 2 * this.#bits.length));
    bits.set(this.#bits);
    this.#bits = bits;
  }
}
