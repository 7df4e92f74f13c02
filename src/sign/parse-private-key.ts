import { type KeyObject, createPrivateKey } from 'node:crypto';
import type { DkimKeyFault } from '../problem/problem-details.ts';
import type { DkimAlgorithm } from './dkim-keys.ts';

/** RFC 8301 §3.2: shorter keys can be broken, and receivers need not verify with longer ones. */
const BITS = { least: 2048, most: 4096 };

/** Why a text holds no key to sign with; `bits` is the length of an RSA key, else 0. */
export interface KeyFault {
  readonly fault: DkimKeyFault;
  readonly bits: number;
}

/** A private key in PEM (RFC 7468), of the kind that the algorithm takes; or why there is none. Nothing of the text is repeated. */
export function parsePrivateKey(pem: string, algorithm: DkimAlgorithm): KeyObject | KeyFault {
  if (/^(?:-----BEGIN ENCRYPTED |Proc-Type:.*ENCRYPTED)/m.test(pem)) return { fault: 'encrypted', bits: 0 };
  const key = readKey(pem);
  if (!key) return { fault: 'no-key', bits: 0 };
  const kind = algorithm === 'rsa-sha256' ? 'rsa' : 'ed25519';
  if (key.asymmetricKeyType !== kind) return { fault: `not-${kind}`, bits: 0 };
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  const isFit = kind === 'ed25519' || (bits >= BITS.least && bits <= BITS.most);
  return isFit ? key : { fault: 'length', bits };
}

function readKey(pem: string): KeyObject | undefined {
  try {
    return createPrivateKey({ key: pem, format: 'pem' });
  } catch {
    return undefined;
  }
}
