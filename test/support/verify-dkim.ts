import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { dkimVerify } from 'mailauth/lib/dkim/verify.js';

/** TXT records by name in lower case; every other name is unknown. */
export type DnsRecords = Readonly<Record<string, string>>;

/** What a verifier says of one signature. */
export interface SignatureVerdict {
  readonly selector: string;
  readonly algorithm: string;
  readonly passes: boolean;
  /** In the verifier's words; empty where it passes. */
  readonly reason: string;
}

/** The verdict of mailauth on each signature of each message, in their order. */
export async function verifyWithMailauth(raws: readonly Buffer[], records: DnsRecords): Promise<SignatureVerdict[][]> {
  const resolver = (name: string): Promise<string[][]> => {
    const value = records[name.toLowerCase()];
    if (value !== undefined) return Promise.resolve([[value]]);
    return Promise.reject(Object.assign(new Error(`${name} is unknown`), { code: 'ENOTFOUND' }));
  };
  const verdicts: SignatureVerdict[][] = [];
  for (const raw of raws) {
    const { results } = await dkimVerify(raw, { resolver });
    const signatures = results.filter(({ status }) => status.result !== 'none') as unknown as MailauthResult[];
    verdicts.push(
      signatures.map(({ selector, algo, status }) => {
        const passes = status.result === 'pass';
        return { selector, algorithm: algo, passes, reason: passes ? '' : `${status.result}: ${status.comment ?? ''}` };
      }),
    );
  }
  return verdicts;
}

/** What a result of mailauth holds beside what its types say. */
interface MailauthResult {
  readonly selector: string;
  readonly algo: string;
  readonly status: { readonly result: string; readonly comment?: string };
}

const VERIFIER = fileURLToPath(new URL('verify-dkim.py', import.meta.url));

/** The verdict of dkimpy on each signature of each message, in their order; one process for all of them. */
export function verifyWithPython(raws: readonly Buffer[], records: DnsRecords): SignatureVerdict[][] {
  const input = [JSON.stringify(records), ...raws.map((raw) => raw.toString('base64')), ''].join('\n');
  const { status, stdout, stderr } = spawnSync(pythonWithDkim(), [VERIFIER], { input, encoding: 'utf8', maxBuffer: 2 ** 30 });
  if (status !== 0) throw new Error(`verify-dkim.py ended with ${status}: ${stderr}`);
  const lines = stdout.split('\n').slice(0, -1);
  return lines.map((line) => JSON.parse(line) as SignatureVerdict[]);
}

/** Debian's packages are known to Debian's Python, and `python3` may be another. */
function pythonWithDkim(): string {
  const isFit = (python: string): boolean => spawnSync(python, ['-c', 'import dkim, nacl.signing']).status === 0;
  const found = ['/usr/bin/python3', 'python3'].find(isFit);
  if (found === undefined)
    throw new Error('no Python here knows dkim and nacl; on Debian: apt-get install python3-dkim python3-nacl');
  return found;
}
