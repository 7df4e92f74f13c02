import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Clock } from '../../src/clock/clock.ts';
import { type JsonProblem, type ProgramOptions, problemsOf, realClock, runProgram, testClock } from './run-program.ts';
import { CONFIG, ISSUE, type TestWorkspace, makeWorkspace } from './workspace.ts';

export const ARCHIVE_CONFIG = `${CONFIG}archive: { url: https://arkisto.example.fi/kirjeet }\n`;

export const ARTICLE = `---
title: Foorumi kokosi väkeä
date: 2022-01-20
lead: Kaksisataa järjestöä, yksi ilta.
---

Johdanto.

## Mitä puhuttiin?

Paljon.
`;

/** What `newsletter archive --json` says. */
export interface ArchiveRun {
  readonly exitCode: number;
  readonly data: {
    readonly pages: readonly { readonly kind: string; readonly slug: string; readonly lang: string; readonly path: string }[];
    readonly written: readonly string[];
    readonly removed: readonly string[];
    readonly unchanged: number;
    readonly leftOut: readonly { readonly path: string; readonly reason: string }[];
  };
  readonly problems: readonly JsonProblem[];
}

/** A workspace with an archive of one issue; a file given as null is left out. */
export function archiveWorkspace(files: Readonly<Record<string, string | Uint8Array | null>> = {}): TestWorkspace {
  return makeWorkspace({ 'newsletter.yaml': ARCHIVE_CONFIG, ...files });
}

/** Writes the archive of a workspace as of a moment (ISO), in this process. */
export async function runArchive(
  { folder }: TestWorkspace,
  { now, argv = [], ...options }: ProgramOptions & { readonly now?: string; readonly argv?: readonly string[] } = {},
): Promise<ArchiveRun> {
  const clock = now === undefined ? testClock : clockAt(now);
  const run = await runProgram(folder, ['archive', '--json', ...argv], { clock, ...options });
  return { exitCode: run.exitCode, ...(JSON.parse(run.stdout) as Omit<ArchiveRun, 'exitCode'>) };
}

/** A clock that stands at a time. */
export function clockAt(iso: string): Clock {
  return { ...realClock, now: () => new Date(iso) };
}

/** Writes the archive at a time; nothing may be wrong that keeps a page out. */
export async function writeArchiveAt(
  { folder }: TestWorkspace,
  iso: string,
  argv: readonly string[] = [],
  options: ProgramOptions = {},
): Promise<ArchiveRun['data']> {
  const run = await runProgram(folder, ['archive', '--json', ...argv], { ...options, clock: clockAt(iso) });
  const errors = problemsOf(run, 'archive').filter(({ severity }) => severity === 'error');
  expect({ exitCode: run.exitCode, errors, stderr: run.stderr }).toEqual({ exitCode: 0, errors: [], stderr: '' });
  return (JSON.parse(run.stdout) as Pick<ArchiveRun, 'data'>).data;
}

/** The archive's files by their paths, but for the list that it keeps of them. */
export function filesOf(workspace: TestWorkspace): Map<string, string> {
  const folder = workspace.path('dist/archive');
  const names = readdirSync(folder, { recursive: true }) as string[];
  const files = names.filter((name) => name !== '.newsletter-archive.json' && statSync(join(folder, name)).isFile());
  return new Map(files.toSorted().map((name) => [name, workspace.readBytes(`dist/archive/${name}`).toString('latin1')]));
}

/** The issue of test workspaces with other front matter, or with a text behind it. */
export function issueWith(frontMatter: string, text = ''): string {
  return ISSUE.replace('summary: Lyhyesti.', `summary: Lyhyesti.\n${frontMatter}`.trimEnd()) + (text === '' ? '' : `\n${text}\n`);
}
