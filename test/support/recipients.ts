import { parseEmailAddress } from '../../src/address/email-address.ts';
import type { Subscriber } from '../../src/subscribers/subscriber.ts';

/** A recipient with these cells beside the address. */
export function recipient(email: string, cells: Readonly<Record<string, string>> = {}): Subscriber {
  const parsed = parseEmailAddress(email);
  if (typeof parsed === 'string') throw new Error(`no address: ${email}`);
  const fields = Object.assign(Object.create(null) as Record<string, string>, { email, ...cells });
  return { ...parsed, list: 'jarjestot', fields, place: { file: 'subscribers/jarjestot.csv', line: 2 } };
}
