import { createPublicKey } from 'node:crypto';
import { dkimRecordName } from '../config/parse-dkim.ts';
import type { DkimKey } from './dkim-keys.ts';

/** What the DNS must say, so that receivers can verify what a key signed. */
export interface DkimRecord {
  readonly name: string;
  /** Of a TXT record, in one piece. */
  readonly value: string;
  /** The same as a line of a zone file (RFC 1035 §5.1), the value in strings of at most 255 octets. */
  readonly zone: string;
}

/** The record of a key's public half (RFC 6376 §3.6.1); for Ed25519 it is the 32 octets alone (RFC 8463 §4). */
export function dkimRecord(domain: string, { algorithm, selector, key }: DkimKey): DkimRecord {
  const spki = createPublicKey(key).export({ type: 'spki', format: 'der' });
  const [kind, octets] = algorithm === 'rsa-sha256' ? ['rsa', spki] : ['ed25519', spki.subarray(-32)];
  const name = dkimRecordName(selector, domain);
  const value = `v=DKIM1; k=${kind}; p=${octets.toString('base64')}`;
  const strings = (value.match(/.{1,255}/g) ?? []).map((part) => `"${part}"`).join(' ');
  return { name, value, zone: `${name}. IN TXT ( ${strings} )` };
}
