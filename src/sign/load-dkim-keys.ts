import type { DkimConfig, DkimKeyConfig } from '../config/config.ts';
import type { Parsed } from '../problem/problem.ts';
import type { DkimAlgorithm, DkimKey, DkimKeys } from './dkim-keys.ts';
import { loadPrivateKey } from './load-private-key.ts';

/** Reads the keys that the configuration names, RSA first; undefined with every reason when any of them cannot be used. */
export async function loadDkimKeys(dkim: DkimConfig, workspace: string): Promise<Parsed<DkimKeys | undefined>> {
  const loaded = await Promise.all([
    loadKey(dkim.rsa, 'rsa-sha256', workspace),
    ...(dkim.ed25519 === null ? [] : [loadKey(dkim.ed25519, 'ed25519-sha256', workspace)]),
  ]);
  const keys = loaded.flatMap(({ value }) => value ?? []);
  const value = keys.length === loaded.length ? { domain: dkim.domain, keys } : undefined;
  return { value, problems: loaded.flatMap(({ problems }) => problems) };
}

async function loadKey(config: DkimKeyConfig, algorithm: DkimAlgorithm, workspace: string): Promise<Parsed<DkimKey | undefined>> {
  const { value: key, problems } = await loadPrivateKey(config.file, algorithm, workspace, config.place);
  return { value: key && { algorithm, selector: config.selector, key }, problems };
}
