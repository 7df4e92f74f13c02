import type { Outcome, Phase } from '../ledger/ledger-entry.ts';
import { type Reply, formatReply } from './smtp/smtp-reply.ts';
import type { TransactionEnd } from './smtp/smtp-transaction.ts';

/** What a transaction's end means for its recipient, and the words that are kept about it. `skipped`: it was not tried, or not to its end. */
export interface AttemptOutcome {
  readonly state: Outcome | 'skipped';
  readonly phase: Phase;
  readonly reply: string;
}

/** 2xx behind the dot is accepted, 4xx deferred, 5xx rejected; a loss is unknown once the dot was out, and no attempt at all before. */
export function outcomeOf(end: TransactionEnd): AttemptOutcome & { readonly state: Outcome } {
  switch (end.kind) {
    case 'accepted':
      return { state: 'accepted', phase: 'sent', reply: formatReply(end.reply) };
    case 'refused':
      return { state: end.reply.code >= 500 ? 'rejected' : 'deferred', phase: end.phase, reply: formatReply(end.reply) };
    case 'lost':
      return { state: end.phase === 'sent' ? 'unknown' : 'queued', phase: end.phase, reply: end.reason };
  }
}

/** Whether a server puts off whom it sees for the first time, to see whether we come back: 451, or any 4xx that says so. */
export function isGreylisting({ code, text }: Reply, isFirstAttempt: boolean): boolean {
  return isFirstAttempt && code < 500 && (code === 451 || /gr[ae]y[- ]?list/i.test(text));
}

/** Whether the server asks for patience: 4xx, or 421 at any time, greylisting apart. */
export function asksForPatience(end: TransactionEnd, isFirstAttempt: boolean): boolean {
  if (end.kind === 'lost') return end.code === 421;
  if (end.kind === 'accepted' || end.reply.code >= 500) return false;
  return !isGreylisting(end.reply, isFirstAttempt);
}
