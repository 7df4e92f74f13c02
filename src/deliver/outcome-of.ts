import type { Outcome, Phase } from '../ledger/ledger.ts';
import { formatReply } from './smtp-reply.ts';
import type { TransactionEnd } from './smtp-transaction.ts';

/** What a transaction's end means for its recipient, and the words that are kept about it. */
export interface AttemptOutcome {
  readonly state: Outcome;
  readonly phase: Phase;
  readonly reply: string;
}

/** 2xx behind the dot is accepted, 4xx deferred, 5xx rejected; a loss is unknown once the dot was out, and no attempt at all before. */
export function outcomeOf(end: TransactionEnd): AttemptOutcome {
  switch (end.kind) {
    case 'accepted':
      return { state: 'accepted', phase: 'sent', reply: formatReply(end.reply) };
    case 'refused':
      return { state: end.reply.code >= 500 ? 'rejected' : 'deferred', phase: end.phase, reply: formatReply(end.reply) };
    case 'lost':
      return { state: end.phase === 'sent' ? 'unknown' : 'queued', phase: end.phase, reply: end.reason };
  }
}
