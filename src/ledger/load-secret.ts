import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { type Parsed, problem } from '../problem/problem.ts';
import { createSecretFile } from '../storage/create-secret-file.ts';
import { readBelow } from '../storage/read-below.ts';
import { reasonOf } from '../storage/reason-of.ts';

/** The workspace's secret, or undefined when none was made yet. `NEWSLETTER_SECRET` stands in for the file. */
export function loadSecret(path: string, workspace: string, fromEnvironment: string | undefined): Parsed<string | undefined> {
  if (fromEnvironment) return { value: fromEnvironment, problems: [] };
  if (!existsSync(path)) return { value: undefined, problems: [] };
  try {
    const secret = readBelow(workspace, path).toString().trim();
    if (secret !== '') return { value: secret, problems: [] };
    return { value: undefined, problems: [problem('secret-missing', { file: path })] };
  } catch (error) {
    return { value: undefined, problems: [problem('file-unreadable', { file: path, reason: reasonOf(error) })] };
  }
}

/** Makes the secret: 256 random bits in hex, readable by its owner alone, whole or not at all. One made in the meantime is kept. `workspace` is not made anew where it is gone. */
export function makeSecret(path: string, workspace: string): Parsed<string | undefined> {
  try {
    createSecretFile(workspace, path, `${randomBytes(32).toString('hex')}\n`);
  } catch (error) {
    return { value: undefined, problems: [problem('file-unwritable', { file: path, reason: reasonOf(error) })] };
  }
  return loadSecret(path, workspace, undefined);
}
