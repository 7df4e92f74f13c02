import { resolve } from 'node:path';
import type { AddressKey } from '../../../address/email-address.ts';
import type { Workspace } from '../../../config/load-config.ts';
import type { Ledger } from '../../../ledger/ledger.ts';
import { openExistingLedger } from '../../../ledger/open-ledger.ts';
import type { LedgerRecipient } from '../../../ledger/recipient.ts';
import type { FoundTrace } from '../../../ledger/trace-files.ts';
import type { Suppression } from '../../../ledger/suppression.ts';
import type { Audience } from './audience.ts';
import { type Destination, outboxLedger } from '../destination.ts';
import type { Store } from '../store.ts';

/** What was written down before this send and beside it: a rehearsal obeys the suppressions of real sends too. */
export interface History {
  readonly suppressed: ReadonlyMap<AddressKey, Suppression>;
  /** The recipients of the earlier issue that the audience is of; null when that issue was never sent. */
  readonly earlier: readonly LedgerRecipient[] | null;
  /** The issues that were sent, for those who mistype one. */
  readonly known: readonly string[];
  /** Something was sent, and the ledger that knows of it cannot be read: nobody knows who must not be mailed. */
  readonly isLost: boolean;
}

/** Reads the ledger of real sends. One that cannot be read tells nothing; a real send was refused for it before, or told to go on. */
export function readHistory(
  { folder, config }: Workspace,
  destination: Destination,
  { store, traces }: { readonly store: Store; readonly traces: readonly FoundTrace[] },
  audience: Audience,
): History {
  const path = resolve(folder, config.ledger);
  const isOpen = destination.kind === 'smtp' && store.ledger !== undefined;
  const real = isOpen ? store.ledger : openExistingLedger(path).value;
  try {
    const earlier = earlierIn(real, audience);
    const rehearsed = earlier === null && destination.kind === 'outbox' ? earlierRehearsal(folder, audience) : null;
    return {
      suppressed: new Map(real?.suppressions.all().map((suppression) => [suppression.key, suppression])),
      earlier: earlier ?? rehearsed,
      known: real?.sends().map(({ slug }) => slug) ?? [],
      isLost: real === undefined && traces.length > 0 && destination.kind === 'smtp',
    };
  } finally {
    if (!isOpen) real?.close();
  }
}

function earlierIn(ledger: Ledger | undefined, audience: Audience): readonly LedgerRecipient[] | null {
  if (audience.kind === 'lists' || !ledger?.send(audience.slug)) return null;
  return ledger.recipients(audience.slug);
}

/** A whole sequence can be rehearsed: what an issue that was never sent came to in its own rehearsal. */
function earlierRehearsal(workspace: string, audience: Audience): readonly LedgerRecipient[] | null {
  if (audience.kind === 'lists') return null;
  const ledger = openExistingLedger(outboxLedger(workspace, audience.slug)).value;
  const earlier = earlierIn(ledger, audience);
  ledger?.close();
  return earlier;
}
