import { InvalidArgumentError } from 'commander';
import { parseDomain } from '../../address/email-address.ts';
import { isSelector } from '../../config/parse-dkim.ts';

/** The name that `--selector` gives, as `dkim.selector` is understood. */
export function parseSelector(written: string): string {
  if (!isSelector(written)) throw new InvalidArgumentError('');
  return written;
}

/** The domain that `--domain` gives, in A-labels. */
export function parseDkimDomain(written: string): string {
  const domain = parseDomain(written);
  if (domain === undefined) throw new InvalidArgumentError('');
  return domain;
}
