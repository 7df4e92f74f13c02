import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Parsed, isError, problem } from '../problem/problem.ts';
import { decodeSettings } from '../source/decode-text.ts';
import { readTextFile } from '../source/read-text-file.ts';
import { readBelow } from '../storage/read-below.ts';
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
  const text = await readTextFile({ workspace: folder, path: join(folder, file), file });
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
    const text = decodeSettings(readBelow(folder, path), file);
    return text.value === undefined ? { value: {}, problems: text.problems } : parseDotEnv(text.value, file);
  } catch (error) {
    const reason = reasonOf(error);
    if (reason === 'EISDIR' || reason === 'ENOENT') return { value: {}, problems: [] };
    return { value: {}, problems: [problem('file-unreadable', { file, reason }, { file })] };
  }
}
