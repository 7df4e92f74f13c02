import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Parsed, problem } from '../problem/problem.ts';
import { makeFolder } from '../source/make-folder.ts';
import { reasonOf } from '../source/read-text-file.ts';
import { placeWithoutReplacing } from './place-file.ts';

/** The workspace's secret, or undefined when none was made yet. `NEWSLETTER_SECRET` stands in for the file. */
export function loadSecret(path: string, fromEnvironment: string | undefined): Parsed<string | undefined> {
  if (fromEnvironment) return { value: fromEnvironment, problems: [] };
  if (!existsSync(path)) return { value: undefined, problems: [] };
  try {
    const secret = readFileSync(path, 'utf8').trim();
    if (secret !== '') return { value: secret, problems: [] };
    return { value: undefined, problems: [problem('secret-missing', { file: path })] };
  } catch (error) {
    return { value: undefined, problems: [problem('file-unreadable', { file: path, reason: reasonOf(error) })] };
  }
}

/** Makes the secret: 256 random bits in hex, readable by its owner alone, whole or not at all. One made in the meantime is kept. `workspace` is not made anew where it is gone. */
export function makeSecret(path: string, workspace: string): Parsed<string | undefined> {
  const secret = randomBytes(32).toString('hex');
  const unfinished = `${path}.${secret.slice(0, 8)}.new`;
  try {
    makeFolder(dirname(path), workspace, 0o700);
    writeFileSync(unfinished, `${secret}\n`, { flag: 'wx', mode: 0o600, flush: true });
    placeWithoutReplacing(unfinished, path);
  } catch (error) {
    return { value: undefined, problems: [problem('file-unwritable', { file: path, reason: reasonOf(error) })] };
  } finally {
    rmSync(unfinished, { force: true });
  }
  return loadSecret(path, undefined);
}
