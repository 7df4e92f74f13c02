import { createHmac } from 'node:crypto';
import type { AddressKey } from '../address/email-address.ts';

/**
 * The Message-ID of an issue's copy for one recipient, without its angle brackets: a keyed hash, so that every attempt has the same
 * one and nobody can tell an address from it (RFC 5322 §3.6.4). `domain` is one of the sender's own.
 */
export function messageId(secret: string, slug: string, key: AddressKey, domain: string): string {
  const hash = createHmac('sha256', secret).update(`message-id\0${slug}\0${key}`).digest('hex').slice(0, 32);
  return `${hash}@${domain}`;
}
