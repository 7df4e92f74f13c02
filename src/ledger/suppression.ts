import type { AddressKey, EmailAddress } from '../address/email-address.ts';

/** An address that must not be mailed, in any issue. */
export interface Suppression {
  readonly key: AddressKey;
  /** As it was written when it was suppressed. */
  readonly address: EmailAddress;
  readonly reason: string;
  /** ISO time since when. */
  readonly at: string;
}

/** The addresses that must not be mailed. A claim reads them in its own transaction, so one that is added during a send is obeyed. */
export interface Suppressions {
  /** By address. */
  all(): Suppression[];
  find(key: AddressKey): Suppression | undefined;
  /** Gives those that were not suppressed before; the others keep their reason and date. */
  add(suppressions: Iterable<Suppression>): Suppression[];
  /** Gives those that were suppressed. */
  remove(keys: Iterable<AddressKey>): Suppression[];
}
