import { domainToASCII } from 'node:url';
import type { AddressFault } from '../problem/problem-details.ts';

declare const checked: unique symbol;

/** An address in the spelling that mail goes to, its domain in A-labels. Only `parseEmailAddress` makes one. */
export type EmailAddress = string & { readonly [checked]: 'address' };

/** An address folded to the key that de-duplication, the ledger, suppressions and tokens share. */
export type AddressKey = string & { readonly [checked]: 'key' };

export interface ParsedAddress {
  readonly address: EmailAddress;
  readonly key: AddressKey;
}

/**
 * Accepts one address and nothing else: dot-atom local part (RFC 5322 §3.2.3, with letters beyond ASCII by RFC 6532 §3.2), at least
 * two domain labels, no quoted local part, no address literal, at most 64 octets before the @ and 254 in all (RFC 5321 §4.5.3.1). A
 * domain in Unicode is turned into A-labels (RFC 5891), so that it goes to every server.
 */
export function parseEmailAddress(text: string): ParsedAddress | AddressFault {
  return isPlain(text) ? { address: text as EmailAddress, key: text.toLowerCase() as AddressKey } : parseAnyAddress(text);
}

/**
 * What nearly all addresses look like, understood in a fifth of the time: an address already spelled as mail goes to it. With at most 63
 * characters in its domain no label of it is too long either.
 */
const PLAIN = /^[A-Za-z0-9_+][A-Za-z0-9_+-]*(?:\.[A-Za-z0-9_+-]+)*@(?:[a-z0-9]+(?:-[a-z0-9]+)*\.)+[a-z]{2,}$/;

function isPlain(text: string): boolean {
  if (text.length > 128 || !PLAIN.test(text)) return false;
  const at = text.indexOf('@');
  return at <= 64 && text.length - at <= 64;
}

function parseAnyAddress(text: string): ParsedAddress | AddressFault {
  const spelled = unfoldWidths(text.trim());
  if (spelled === '') return 'empty';
  if (/[;,]/.test(spelled) || spelled.split('@').length > 2) return 'several';
  if (/\s/.test(spelled)) return 'space';
  if (/[\p{Cc}\p{Cf}<>()[\]"\\:]/u.test(spelled)) return 'characters';
  const at = spelled.indexOf('@');
  if (at < 0) return 'no-at';
  const local = spelled.slice(0, at);
  const domain = parseDomain(spelled.slice(at + 1));
  if (!DOT_ATOM.test(local) || local.startsWith('-')) return 'local-part';
  if (domain === undefined) return 'domain';
  const address = `${local}@${domain}`;
  if (Buffer.byteLength(local) > 64 || Buffer.byteLength(address) > 254) return 'too-long';
  return { address: address as EmailAddress, key: address.toLowerCase() as AddressKey };
}

/** A domain of at least two labels, in A-labels (RFC 5891) and lower case; undefined where a text is none. */
export function parseDomain(text: string): string | undefined {
  const spelled = unfoldWidths(text);
  // Behind these a URL goes on, and what is put into A-labels ends there without a word.
  if (/[\s/?#%\\]/.test(spelled)) return undefined;
  const domain = domainToASCII(spelled);
  return DOMAIN.test(domain) ? domain : undefined;
}

const DOT_ATOM = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~\p{L}\p{N}\p{M}\p{S}-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~\p{L}\p{N}\p{M}\p{S}-]+)*$/u;
const DOMAIN = /^(?!\d+(\.\d+)*$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9][a-z0-9-]{0,61}[a-z0-9]$/;

/** Full-width forms, soft hyphens and zero-width spaces come in with pasted text and mean the same address. */
function unfoldWidths(text: string): string {
  return text.normalize('NFKC').replace(/\p{Default_Ignorable_Code_Point}/gu, '');
}

/** Whether every server takes the address; one with letters beyond ASCII goes only where the server says so (RFC 6531). */
export function isAscii(address: EmailAddress): boolean {
  return !/[^\u0021-\u007e]/.test(address);
}

/** The part after the @, in A-labels and lower case. */
export function domainOf(address: EmailAddress): string {
  return address.slice(address.indexOf('@') + 1);
}
