import type { AddressKey, EmailAddress } from '../address/email-address.ts';
import type { Place } from '../problem/problem.ts';

/** One row of a list. `fields` has every column by its name in lower case, without a prototype; white space is folded. */
export interface Subscriber {
  readonly address: EmailAddress;
  readonly key: AddressKey;
  readonly list: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly place: Place;
}

/** A list as read: its columns in order, and its rows with each address once. */
export interface SubscriberList {
  readonly name: string;
  readonly columns: readonly string[];
  readonly subscribers: readonly Subscriber[];
}
