import { enhancedIn, isHardBounce } from '../../../deliver/hard-bounce.ts';
import type { Ledger } from '../../../ledger/ledger.ts';
import type { LedgerRecipient } from '../../../ledger/recipient.ts';

/** Recipients whose address the server called unknown (5.1.x at RCPT), and who are not suppressed yet. */
export function* hardBounces(ledger: Ledger, slug: string): Generator<LedgerRecipient> {
  for (const recipient of ledger.rejectedAtRcpt(slug)) {
    const { key, reply } = recipient;
    if (isHardBounce(enhancedIn(reply)) && !ledger.suppressions.find(key)) yield recipient;
  }
}

export function countHardBounces(ledger: Ledger, slug: string): number {
  let count = 0;
  for (const _ of hardBounces(ledger, slug)) count++;
  return count;
}

/** Suppresses them, on a person's word; gives how many they are. */
export function suppressHardBounces(ledger: Ledger, slug: string, reason: string, at: string): number {
  let count = 0;
  for (const { key, address, reply } of hardBounces(ledger, slug))
    count += ledger.suppressions.add([{ key, address, reason: `${reason} (${reply})`, at }]).length;
  return count;
}
