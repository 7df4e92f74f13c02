/**
 * Whether a refusal says that the address itself is wrong: an enhanced status of 5.1.x (RFC 3463 §3.2). 5.1.7 and 5.1.8 are not among
 * them: they are about the sender's address, which is ours.
 */
export function isHardBounce(enhanced: string | null): boolean {
  return enhanced !== null && /^5\.1\.(?![78]$)\d+$/.test(enhanced);
}

/** The enhanced status code in a reply as the ledger keeps it: `550 5.1.1 no such user` → `5.1.1`; null when it has none. */
export function enhancedIn(reply: string): string | null {
  return /^[245]\d\d ([245]\.\d{1,3}\.\d{1,3})(?: |$)/.exec(reply)?.[1] ?? null;
}
