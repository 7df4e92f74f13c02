import type { Ledger } from './ledger.ts';
import type { EntryResult, LedgerEntry } from './ledger-entry.ts';

/** The ledger could not be written: the disk is full, or the file went away. Nothing more may be sent. */
export class LedgerWriteFailed extends Error {}

/**
 * Writes entries to the ledger in groups, and settles each promise when its entry is on disk. A group is closed by the first turn of the
 * event loop that brings nothing more, since a flush takes longer than many turns: connections in parallel make the groups by themselves,
 * each waits with no more than an outcome and a claim, and there is no timer.
 */
export class GroupCommit {
  readonly #ledger: Pick<Ledger, 'write'>;
  readonly #slug: string;
  #failure: LedgerWriteFailed | undefined;
  /** How many waited when the last turn ended. */
  #seen = 0;
  #waiting: { entry: LedgerEntry; resolve: (result: EntryResult) => void; reject: (reason: unknown) => void }[] = [];

  constructor(ledger: Pick<Ledger, 'write'>, slug: string) {
    this.#ledger = ledger;
    this.#slug = slug;
  }

  /**
   * Rejects with LedgerWriteFailed when the ledger could not be written: then nothing of the group is in it. From then on nobody is claimed
   * any more, whatever room there is again: those whose outcome was lost are in flight until the next run.
   */
  write(entry: LedgerEntry): Promise<EntryResult> {
    if (this.#failure && entry.kind === 'claim') return Promise.reject(this.#failure);
    return new Promise((resolve, reject) => {
      if (this.#waiting.length === 0) setImmediate(() => this.#endTurn());
      this.#waiting.push({ entry, resolve, reject });
    });
  }

  #endTurn(): void {
    if (this.#waiting.length === this.#seen) return this.#commit();
    this.#seen = this.#waiting.length;
    setImmediate(() => this.#endTurn());
  }

  #commit(): void {
    const group = this.#waiting;
    this.#waiting = [];
    this.#seen = 0;
    try {
      const results = this.#ledger.write(
        this.#slug,
        group.map(({ entry }) => entry),
      );
      for (const [index, { resolve }] of group.entries()) resolve(results[index]!);
    } catch (error) {
      const reason = isStorageFault(error) ? new LedgerWriteFailed(error.message) : error;
      if (reason instanceof LedgerWriteFailed) this.#failure = reason;
      for (const { reject } of group) reject(reason);
    }
  }
}

/** Whether SQLite could not write: the disk is full, the file went away, or somebody else holds it. */
export function isStorageFault(error: unknown): error is Error {
  return (
    error instanceof Error && 'code' in error && /^SQLITE_(?:FULL|IOERR|READONLY|CANTOPEN|BUSY|CORRUPT)/.test(String(error.code))
  );
}
