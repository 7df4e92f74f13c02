import { InvalidArgumentError } from 'commander';
import { isFolderAddress, plainAddress } from '../config/web-address.ts';

/** The address that `--base-url` gives, as `archive.url` is understood. */
export function parseBaseUrl(written: string): string {
  if (!isFolderAddress(written)) throw new InvalidArgumentError('');
  return plainAddress(written);
}
