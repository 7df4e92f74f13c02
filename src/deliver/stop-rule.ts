import type { AddressKey } from '../address/email-address.ts';
import { isHardBounce } from './hard-bounce.ts';
import { isGreylisting } from './outcome-of.ts';
import type { TransactionEnd } from './smtp/smtp-transaction.ts';

/** Why a run must stop: the server's refusals are about us. `putBack` are the recipients that they must not be held against. */
export interface Stop {
  readonly reply: string;
  readonly count: number;
  readonly putBack: readonly AddressKey[];
}

const NO_ROW = (): { code: string; keys: Set<AddressKey>; since: number } => ({ code: '', keys: new Set(), since: 0 });
const SAME_IN_A_ROW = 3;
const FIRST = 10;

/**
 * Watches for refusals that are about us and not about a recipient: three recipients refused with the same code in a row with no
 * acceptance between, or the first ten whatever the code. Unknown and full mailboxes (5.1.x, 5.2.x) and greylisting at the first attempt are apart, and so is
 * whom the server puts off once more: it stays deferred whatever is done; and 421, which is about the session. Once it has said stop, it also puts back whoever was in flight and is refused after that.
 */
export class StopRule {
  #hasAccepted = false;
  #begun = 0;
  /** Who was refused with the same code in a row, and how many transactions had begun at the first of them. */
  #row: { code: string; keys: Set<AddressKey>; since: number } = NO_ROW();
  readonly #first = new Set<AddressKey>();
  #stopped = false;

  /** A transaction begins; gives its number. */
  begin(): number {
    return ++this.#begun;
  }

  /** An acceptance of what had begun before the first refusal says nothing about whether the server takes anything now. */
  observe(key: AddressKey, end: TransactionEnd, isFirstAttempt: boolean, begun = this.begin()): Stop | undefined {
    if (end.kind === 'lost') return undefined;
    if (end.kind === 'accepted') {
      this.#hasAccepted = true;
      if (begun > this.#row.since) this.#row = NO_ROW();
      return undefined;
    }
    const { code, enhanced, text } = end.reply;
    if (isGreylisting(end.reply, isFirstAttempt) || (code < 500 && !isFirstAttempt) || code === 421) return undefined;
    if (!this.#hasAccepted) this.#first.add(key);
    if (!isHardBounce(enhanced) && !enhanced?.startsWith('5.2.')) this.#addToRow(`${code} ${enhanced ?? ''}`, key);
    const putBack = this.#stopped ? [key] : this.#aboutUs();
    this.#stopped ||= putBack.length > 0;
    return putBack.length > 0 ? { reply: `${code} ${text}`, count: putBack.length, putBack } : undefined;
  }

  /** Whom the refusals met that are about us; empty while they may still be about the recipients. */
  #aboutUs(): AddressKey[] {
    if (this.#row.keys.size >= SAME_IN_A_ROW) return [...this.#row.keys];
    return !this.#hasAccepted && this.#first.size >= FIRST ? [...this.#first] : [];
  }

  #addToRow(code: string, key: AddressKey): void {
    if (this.#row.code !== code) this.#row = { code, keys: new Set(), since: this.#begun };
    this.#row.keys.add(key);
  }
}
