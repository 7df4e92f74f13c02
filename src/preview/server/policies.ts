/** What the preview's own pages may do: load what is the preview's own, and nothing else (CSP 3). */
const PAGE =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/** What the issue may do in its frame: be looked at. It runs no script, also when it is opened in a tab of its own. */
const FRAME =
  "default-src 'none'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'; sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox";

/** For files that are looked at on their own. */
const FILE = "default-src 'none'; frame-ancestors 'none'; sandbox";

const POLICIES = { page: PAGE, frame: FRAME, file: FILE } as const;
export type PolicyName = keyof typeof POLICIES;

/** The headers that every answer has. Nothing is kept but files whose names have their hashes in them. */
export function headersFor(policy: PolicyName, type: string, isFixed = false): Record<string, string> {
  return {
    'content-type': type,
    'content-security-policy': POLICIES[policy],
    'x-content-type-options': 'nosniff',
    // Without any referrer a form would come from the origin "null" (Fetch §3.2.4), and be refused.
    'referrer-policy': policy === 'page' ? 'same-origin' : 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'x-robots-tag': 'noindex',
    'cache-control': isFixed ? 'private, max-age=3600, immutable' : 'no-store',
  };
}
