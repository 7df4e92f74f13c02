import { generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';
import type { DkimAlgorithm } from './dkim-keys.ts';

const PEM = { type: 'pkcs8', format: 'pem' } as const;

/** A new private key as PKCS #8 in PEM: RSA of 2048 bits, which receivers take and a record has room for (RFC 8301 §3.2), or Ed25519. */
export async function makePrivateKey(algorithm: DkimAlgorithm): Promise<string> {
  if (algorithm === 'ed25519-sha256') return (await promisify(generateKeyPair)('ed25519')).privateKey.export(PEM).toString();
  return (await promisify(generateKeyPair)('rsa', { modulusLength: 2048 })).privateKey.export(PEM).toString();
}
