import { type EmailAddress, domainOf } from '../address/email-address.ts';
import { type Parsed, type Place, type Problem, problem } from '../problem/problem.ts';
import type { DkimConfig, DkimKeyConfig } from './config.ts';

/** `dkim` of `newsletter.yaml` as it is written, its domain in A-labels. */
export interface WrittenDkim extends WrittenKey {
  readonly domain: string;
  readonly ed25519?: WrittenKey | undefined;
}

interface WrittenKey {
  readonly selector: string;
  readonly keyFile: string;
}

/** A name in the DNS has at most so many characters (RFC 1035 §2.3.4). */
const LONGEST_NAME = 253;

/** Letters, digits and hyphens with dots between them (RFC 6376 §3.1), each part of at most 63 characters. */
export function isSelector(text: string): boolean {
  return text.split('.').every((label) => /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i.test(label));
}

/** The name under which the DNS has a key (RFC 6376 §3.6.2.1). */
export function dkimRecordName(selector: string, domain: string): string {
  return `${selector}._domainkey.${domain}`;
}

/** Understands what messages are signed with; `placeOf` says where a key below `dkim` stands. */
export function parseDkim(
  written: WrittenDkim,
  from: EmailAddress,
  placeOf: (path: readonly string[]) => Place,
): Parsed<DkimConfig | null> {
  const { domain, ed25519 } = written;
  const keyAt = ({ selector, keyFile }: WrittenKey, path: readonly string[]): DkimKeyConfig => ({
    selector,
    file: keyFile,
    place: placeOf([...path, 'keyFile']),
  });
  const problems = [
    ...checkDkimDomain(domain, from, placeOf(['domain'])),
    ...checkName(written, domain, 'dkim.selector', placeOf(['selector'])),
    ...(ed25519 ? checkName(ed25519, domain, 'dkim.ed25519.selector', placeOf(['ed25519', 'selector'])) : []),
  ];
  const keys = { rsa: keyAt(written, []), ed25519: ed25519 ? keyAt(ed25519, ['ed25519']) : null };
  return { value: { domain, ...keys }, problems };
}

/** What a signature vouches for must be the domain of From, or one above or below it: else it says nothing about the message. */
export function checkDkimDomain(domain: string, from: EmailAddress, place?: Place): Problem[] {
  const own = domainOf(from);
  const isAligned = domain === own || domain.endsWith(`.${own}`) || own.endsWith(`.${domain}`);
  return isAligned ? [] : [problem('dkim-domain', { domain, from: own }, place)];
}

function checkName({ selector }: WrittenKey, domain: string, key: string, place: Place): Problem[] {
  if (dkimRecordName(selector, domain).length <= LONGEST_NAME) return [];
  return [problem('config-value', { key, expected: 'selector', value: selector }, place)];
}
