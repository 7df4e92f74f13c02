/**
 * What a run has learned of how its server takes commands ahead of their answers. A server may say that it does (RFC 2920) and not mean it:
 * drop what stands behind the first command, or hang up. One that was found out is talked to one command at a time from then on. An envelope
 * behind a final dot is tried by one connection first: a server that hangs up over it leaves no more than that one message unknown.
 */
export class Pipelining {
  #isTrusted = true;
  #grouping: 'untried' | 'proven' = 'untried';
  #chaining: 'untried' | 'trying' | 'proven' = 'untried';

  /** Whether MAIL, RCPT and DATA may be said in one go. */
  get mayGroup(): boolean {
    return this.#isTrusted;
  }

  /** Whether the next envelope might be said behind a final dot, now or soon. */
  get mayChain(): boolean {
    return this.#isTrusted && this.#grouping === 'proven';
  }

  /** Whether it may be said now; the first that asks is the one that tries. */
  beginChain(): boolean {
    if (!this.mayChain || this.#chaining === 'trying') return false;
    if (this.#chaining === 'untried') this.#chaining = 'trying';
    return true;
  }

  /** Three commands that went out together were answered as they should be. */
  proved(wasChained: boolean): void {
    this.#grouping = 'proven';
    if (wasChained) this.#chaining = 'proven';
  }

  /** The answers contradict each other, or did not come. */
  distrust(): void {
    this.#isTrusted = false;
  }

  /** The connection was lost over commands that went out together: no sign of anything where that has gone well before. */
  lost(wasChained: boolean): void {
    if ((wasChained ? this.#chaining : this.#grouping) !== 'proven') this.distrust();
  }
}
