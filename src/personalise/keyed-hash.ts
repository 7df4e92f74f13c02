import { createHmac } from 'node:crypto';
import type { AddressKey } from '../address/email-address.ts';

/**
 * The Message-ID of an issue's copy for one recipient, without its angle brackets: a keyed hash, so that every attempt has the same
 * one and nobody can tell an address from it (RFC 5322 §3.6.4). `domain` is one of the sender's own.
 */
export function messageId(secret: string, slug: string, key: AddressKey, domain: string): string {
  return `${keyedHash(secret, 'message-id', slug, key).toString('hex').slice(0, 32)}@${domain}`;
}

/** What stands for a recipient in the envelope sender of its copy: 80 bits in lower-case base32, since local parts lose their case on the way. */
export function verpToken(secret: string, slug: string, key: AddressKey): string {
  return base32(keyedHash(secret, 'verp', slug, key).subarray(0, 10));
}

const VERSION = '1';

/** The characters of an unsubscribe token. */
export const TOKEN_LENGTH = 27;

/**
 * What stands for a recipient and a list in an unsubscribe link (RFC 8058 §3.1): the version, the id of the key, and 128 bits of a hash
 * keyed by the secret over version, key id, list and address, in base64url. It does not expire, and it is for this purpose alone.
 */
export function unsubscribeToken(secret: string, list: string, key: AddressKey): string {
  const keyId = keyedHash(secret, 'key-id').subarray(0, 3).toString('base64url');
  const hash = keyedHash(secret, 'unsubscribe', VERSION, keyId, list, key);
  return `${VERSION}${keyId}${hash.subarray(0, 16).toString('base64url')}`;
}

function keyedHash(secret: string, ...parts: readonly string[]): Buffer {
  return createHmac('sha256', secret).update(parts.join('\0')).digest();
}

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';

/** RFC 4648 §6 without padding, in lower case. */
function base32(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{1,5}/g) ?? []).map((five) => ALPHABET[Number.parseInt(five.padEnd(5, '0'), 2)]).join('');
}
