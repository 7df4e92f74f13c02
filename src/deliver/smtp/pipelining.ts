/**
 * What a run has learned of how its server takes commands ahead of their answers. A server may say that it does (RFC 2920) and not mean it:
 * drop what stands behind the first command, or hang up. One that was found out is talked to one command at a time from then on. An envelope
 * behind a final dot is tried by one connection first: a server that hangs up over it leaves no more than that one message unknown.
 */
export class Pipelining {
  #isTrusted = true;
  #grouping: 'untried' | 'proven' = 'untried';
  #chaining: 'untried' | 'trying' | 'proven' | 'given up' = 'untried';

  /** Whether MAIL, RCPT and DATA may be said in one go. */
  get mayGroup(): boolean {
    return this.#isTrusted;
  }

  /** Whether the next envelope might be said behind a final dot, now or soon. */
  get mayChain(): boolean {
    return this.#isTrusted && this.#grouping === 'proven' && this.#chaining !== 'given up';
  }

  /** Whether it may be said now; the first that asks is the one that tries. */
  beginChain(): boolean {
    if (!this.mayChain || this.#chaining === 'trying') return false;
    if (this.#chaining === 'untried') this.#chaining = 'trying';
    return true;
  }

  /** The envelope was not said after all. */
  leaveChain(): void {
    if (this.#chaining === 'trying') this.#chaining = 'untried';
  }

  /** No envelope stands behind a final dot any more. */
  giveUpChains(): void {
    this.#chaining = 'given up';
  }

  /** Three commands that went out together were answered as they should be. */
  proved(wasChained: boolean): void {
    this.#grouping = 'proven';
    if (wasChained && this.#chaining === 'trying') this.#chaining = 'proven';
  }

  /** The answers contradict each other, or did not come. */
  distrust(): void {
    this.#isTrusted = false;
  }

  /** The session ended over commands that went out together: no sign of anything where that has gone well before. */
  lost(wasChained: boolean): void {
    if (!wasChained && this.#grouping !== 'proven') this.distrust();
    if (wasChained && this.#chaining !== 'proven') this.giveUpChains();
  }
}
