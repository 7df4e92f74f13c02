import { existsSync } from 'node:fs';
import { lstat, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Parsed, isError, problem } from '../problem/problem.ts';
import { decodeSettings } from '../source/decode-text.ts';
import { readTextFile } from '../source/read-text-file.ts';
import { reasonOf } from '../storage/reason-of.ts';
import { withWrittenColumns } from '../source/written-columns.ts';
import type { Config } from './config.ts';
import { withNamesOnDisk } from './names-on-disk.ts';
import { type Environment, parseConfig } from './parse-config.ts';
import { parseDotEnv } from './parse-dot-env.ts';

/** A workspace that was found: its folder, what it is configured to, and the environment with `.env` below it. */
export interface Workspace {
  readonly folder: string;
  readonly config: Config;
  readonly env: Environment;
}

/** Reads `newsletter.yaml` and `.env` of a folder; undefined with the reasons when it is no workspace or a broken one. */
export async function loadWorkspace(folder: string, environment: Environment): Promise<Parsed<Workspace | undefined>> {
  const file = 'newsletter.yaml';
  if (!existsSync(join(folder, file))) return { value: undefined, problems: [problem('config-missing', { folder })] };
  const text = await readTextFile(join(folder, file), file);
  const own = await loadDotEnv(folder);
  if (text.value === undefined) return { value: undefined, problems: [...text.problems, ...own.problems] };
  const env = { ...own.value, ...environment };
  const parsed = parseConfig(text.value, file, env);
  const problems = [...own.problems, ...withWrittenColumns(parsed.problems, file, text.written)];
  if (!parsed.value || own.problems.some(isError)) return { value: undefined, problems };
  return { value: { folder, config: withNamesOnDisk(parsed.value, folder), env }, problems };
}

/** Of `.env` only what is ours: a workspace must not change how Node itself behaves. One that is there and cannot be read is an error. */
async function loadDotEnv(folder: string): Promise<Parsed<Environment>> {
  const file = '.env';
  const path = join(folder, file);
  try {
    const text = decodeSettings(await readFile(path), file);
    return text.value === undefined ? { value: {}, problems: text.problems } : parseDotEnv(text.value, file);
  } catch (error) {
    const reason = reasonOf(error);
    if (reason === 'EISDIR' || (reason === 'ENOENT' && !(await isDangling(path)))) return { value: {}, problems: [] };
    return { value: {}, problems: [problem('file-unreadable', { file, reason }, { file })] };
  }
}

/** Whether it is a link to a file that is not there. */
function isDangling(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}
