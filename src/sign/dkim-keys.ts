import type { KeyObject } from 'node:crypto';

/** RFC 6376 §3.3 as RFC 8301 left it, and RFC 8463 §3. */
export type DkimAlgorithm = 'rsa-sha256' | 'ed25519-sha256';

/** A private key, and the name under which its public half stands in the DNS. */
export interface DkimKey {
  readonly algorithm: DkimAlgorithm;
  readonly selector: string;
  readonly key: KeyObject;
}

/** What messages are signed with: the domain and one or two keys. */
export interface DkimKeys {
  readonly domain: string;
  readonly keys: readonly DkimKey[];
}
