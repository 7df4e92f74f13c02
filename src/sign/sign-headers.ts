import { type KeyObject, createHash, sign } from 'node:crypto';
import { headerFields } from './canonical-header.ts';
import type { DkimKey, DkimKeys } from './dkim-keys.ts';
import { type SignatureForm, signatureForm } from './signature-header.ts';
import { signedFields, signedNames } from './signed-headers.ts';

/**
 * Makes the DKIM-Signature header lines, each ended by CRLF, for the message's header lines as they go out, one signature for each key.
 * `at` is the time of the attempt. Signs on the thread pool.
 */
export function makeSigner({ domain, keys }: DkimKeys): (headers: string, bodyHash: string, at: Date) => Promise<string> {
  const formsFor = remembered((names) => keys.map((key) => ({ key, form: signatureForm(domain, key, names) })));
  return async (headers, bodyHash, at) => {
    const fields = headerFields(headers);
    const names = signedNames(fields);
    const content = signedFields(fields, names);
    const signatures = formsFor(names).map(async ({ key, form }) => {
      const signature = await signText(content + form.toSign(bodyHash, at), key);
      return form.signed(bodyHash, at, signature);
    });
    return (await Promise.all(signatures)).join('');
  };
}

interface KeyForm {
  readonly key: DkimKey;
  readonly form: SignatureForm;
}

/** The messages of one send have the same fields but for a few. */
function remembered(make: (names: readonly string[]) => readonly KeyForm[]): typeof make {
  const made = new Map<string, readonly KeyForm[]>();
  return (names) => {
    const known = made.get(names.join()) ?? make(names);
    made.set(names.join(), known);
    return known;
  };
}

/** RSA signs the text and hashes it itself; Ed25519 signs the hash of it (RFC 8463 §3). */
function signText(text: string, { algorithm, key }: DkimKey): Promise<string> {
  const data = Buffer.from(text);
  return algorithm === 'rsa-sha256'
    ? signOctets('sha256', data, key)
    : signOctets(null, createHash('sha256').update(data).digest(), key);
}

function signOctets(hash: 'sha256' | null, data: Buffer, key: KeyObject): Promise<string> {
  return new Promise((resolve, reject) => {
    sign(hash, data, key, (error, signature) => (error ? reject(error) : resolve(signature.toString('base64'))));
  });
}
