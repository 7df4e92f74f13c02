import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { platform } from 'node:os';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import type { PasswordSource } from '../config/config.ts';
import type { Environment } from '../config/parse-config.ts';
import { type Parsed, problem } from '../problem/problem.ts';
import { decodeSettings } from '../source/decode-text.ts';
import { readBelow } from '../storage/read-below.ts';
import { reasonOf } from '../storage/reason-of.ts';

/** Fetches the password, undefined when it cannot be had, from where the configuration says; the last line end is not part of it. */
export async function loadPassword(
  source: PasswordSource,
  env: Environment,
  workspace: string,
): Promise<Parsed<string | undefined>> {
  try {
    const password = (await fetchPassword(source, env, workspace)).replace(/\r?\n$/, '');
    if (password === '') throw Object.assign(new Error('empty'), { code: 'ENODATA' });
    const isOpen = source.kind === 'file' && (await isOpenToOthers(resolve(workspace, source.file)));
    return { value: password, problems: isOpen ? [problem('smtp-password-open', { file: source.file })] : [] };
  } catch (error) {
    const from =
      source.kind === 'file' ? source.file : source.kind === 'command' ? source.command[0]! : 'NEWSLETTER_SMTP_PASSWORD';
    return { value: undefined, problems: [problem('smtp-password-unreadable', { from, reason: failureOf(error) })] };
  }
}

/** A program that failed may have printed the password, so only how it ended is told. */
function failureOf(error: unknown): string {
  const { code, killed } = error as { code?: unknown; killed?: boolean };
  if (killed) return 'ETIMEDOUT';
  return typeof code === 'number' ? `exit code ${code}` : reasonOf(error);
}

/** Windows keeps no such modes. */
async function isOpenToOthers(file: string): Promise<boolean> {
  return platform() !== 'win32' && ((await stat(file)).mode & 0o077) !== 0;
}

async function fetchPassword(source: PasswordSource, env: Environment, workspace: string): Promise<string> {
  switch (source.kind) {
    case 'environment':
      return env['NEWSLETTER_SMTP_PASSWORD'] ?? '';
    case 'file':
      return decodePassword(readBelow(workspace, resolve(workspace, source.file)), source.file);
    case 'command': {
      const [program, ...args] = source.command;
      const { stdout } = await promisify(execFile)(program!, args, { cwd: workspace, timeout: 60_000 });
      return stdout;
    }
  }
}

/** A file that an editor or PowerShell saved may have a byte order mark, or be in UTF-16. */
function decodePassword(bytes: Uint8Array, file: string): string {
  const { value } = decodeSettings(bytes, file);
  if (value === undefined) throw Object.assign(new Error('neither UTF-8 nor UTF-16'), { code: 'EILSEQ' });
  return value;
}
