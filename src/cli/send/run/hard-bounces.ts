import { enhancedIn, isHardBounce } from '../../../deliver/hard-bounce.ts';
import type { Ledger } from '../../../ledger/ledger.ts';
import type { LedgerRecipient } from '../../../ledger/recipient.ts';

/** Recipients whose address the server called unknown (5.1.x at RCPT), and who are not suppressed yet. */
export function hardBounces(ledger: Ledger, slug: string): LedgerRecipient[] {
  return ledger
    .report(slug)
    .rejectedAtRcpt.filter(({ key, reply }) => isHardBounce(enhancedIn(reply)) && !ledger.suppressions.find(key));
}

/** Suppresses them, on a person's word; gives how many they are. */
export function suppressHardBounces(ledger: Ledger, slug: string, reason: string, at: string): number {
  const bounced = hardBounces(ledger, slug);
  ledger.suppressions.add(bounced.map(({ key, address, reply }) => ({ key, address, reason: `${reason} (${reply})`, at })));
  return bounced.length;
}
