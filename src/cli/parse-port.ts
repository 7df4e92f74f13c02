import { InvalidArgumentError } from 'commander';

/** A port of TCP; 0 for any that is free. */
export function parsePort(written: string): number {
  const port = Number(written);
  if (!/^\d{1,5}$/.test(written) || port > 65_535) throw new InvalidArgumentError('');
  return port;
}
