import { domainOf } from '../../address/email-address.ts';
import type { Config, DkimConfig, DkimKeyConfig } from '../../config/config.ts';
import { checkDkimDomain } from '../../config/parse-dkim.ts';
import { type Problem, problem } from '../../problem/problem.ts';
import type { DkimAlgorithm } from '../../sign/dkim-keys.ts';

export interface DkimKeyOptions {
  /** Null for what `newsletter.yaml` says, or else is usual. */
  readonly selector: string | null;
  /** In A-labels; null for what `newsletter.yaml` says, else the domain of From. */
  readonly domain: string | null;
  readonly ed25519: boolean;
}

/** Which key a command line means. */
export interface ChosenKey {
  readonly algorithm: DkimAlgorithm;
  readonly domain: string;
  readonly selector: string;
  /** Relative to the workspace. */
  readonly file: string;
}

/**
 * The key that `newsletter.yaml` names, or one of another selector, which lies in a file of its own so that both can be there while
 * keys are changed.
 */
export function chooseKey({ dkim, from }: Config, options: DkimKeyOptions, now: Date): ChosenKey {
  const configured = options.ed25519 ? dkim?.ed25519 : dkim?.rsa;
  const usual = `newsletter${now.getUTCFullYear()}${options.ed25519 ? 'e' : ''}`;
  const selector = options.selector ?? configured?.selector ?? usual;
  return {
    algorithm: options.ed25519 ? 'ed25519-sha256' : 'rsa-sha256',
    domain: options.domain ?? dkim?.domain ?? domainOf(from.address),
    selector,
    file: selector === configured?.selector ? configured.file : `.newsletter/dkim-${selector}.pem`,
  };
}

/** What makes a key of no use: a domain that says nothing about From, or the name of the other key. */
export function checkChoice({ dkim, from }: Config, { algorithm, domain, selector }: ChosenKey): Problem[] {
  const other = algorithm === 'rsa-sha256' ? dkim?.ed25519 : dkim?.rsa;
  const isTaken = other?.selector.toLowerCase() === selector.toLowerCase();
  const usage = { name: '--selector', value: selector, nearest: null, command: 'dkim-key ' };
  return [...checkDkimDomain(domain, from.address), ...(isTaken ? [problem('usage', { fault: 'invalid-value', ...usage })] : [])];
}

/** What `newsletter.yaml` must say for a key to be used; null when it does, or when an RSA key is missing beside it. */
export function configurationFor(chosen: ChosenKey, dkim: DkimConfig | null): string | null {
  const { algorithm, domain, selector, file } = chosen;
  const isRsa = algorithm === 'rsa-sha256';
  const configured = isRsa ? dkim?.rsa : dkim?.ed25519;
  if (configured?.selector === selector && configured.file === file && dkim?.domain === domain) return null;
  const rsa = isRsa ? { selector, file } : dkim?.rsa;
  const ed25519 = isRsa ? dkim?.ed25519 : { selector, file };
  return rsa ? formatDkim(domain, rsa, ed25519 ?? null) : null;
}

type NamedKey = Pick<DkimKeyConfig, 'selector' | 'file'>;

function formatDkim(domain: string, rsa: NamedKey, ed25519: NamedKey | null): string {
  const fields = ({ selector, file }: NamedKey): string[] => [`selector: ${yaml(selector)}`, `keyFile: ${yaml(file)}`];
  const lines = [`domain: ${domain}`, ...fields(rsa), ...(ed25519 ? [`ed25519: { ${fields(ed25519).join(', ')} }`] : [])];
  return ['dkim:', ...lines.map((line) => `  ${line}`)].join('\n');
}

/** In quotes where YAML would take the text for something else; a JSON string is one of YAML's (YAML 1.2 §1.3). */
function yaml(text: string): string {
  return /^[./]*[a-z][\w./-]*$/i.test(text) && !/^(?:true|false|null|\.inf|\.nan)$/i.test(text) ? text : JSON.stringify(text);
}
