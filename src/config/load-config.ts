import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { type Parsed, problem } from '../problem/problem.ts';
import { readTextFile } from '../source/read-text-file.ts';
import { withWrittenColumns } from '../source/written-columns.ts';
import type { Config } from './config.ts';
import { withNamesOnDisk } from './names-on-disk.ts';
import { type Environment, parseConfig } from './parse-config.ts';

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
  if (text.value === undefined) return { value: undefined, problems: text.problems };
  const env = { ...(await loadDotEnv(folder)), ...environment };
  const parsed = parseConfig(text.value, file, env);
  return {
    value: parsed.value && { folder, config: withNamesOnDisk(parsed.value, folder), env },
    problems: withWrittenColumns(parsed.problems, file, text.written),
  };
}

/** Of `.env` only what is ours: a workspace must not change how Node itself behaves. */
async function loadDotEnv(folder: string): Promise<Environment> {
  const text = await readFile(join(folder, '.env'), 'utf8').catch(() => '');
  return Object.fromEntries(Object.entries(parseEnv(text)).filter(([name]) => name.startsWith('NEWSLETTER_')));
}
