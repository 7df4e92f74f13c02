import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, lstatSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { onTestFinished } from 'vitest';
import { PROGRAM } from './spawn-program.ts';

/** Every path below a folder that a command touches, relative to it and in order: strace lists them. Names that nobody can foresee are left out. */
export async function touchedPaths(
  folder: string,
  argv: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<string[]> {
  const log = join(mkdtempSync(join(tmpdir(), 'strace-')), 'log');
  const strace = ['-f', '-qq', '-s', '4096', '-e', 'trace=%file', '-o', log, process.execPath, PROGRAM, ...argv];
  await once(spawn('strace', strace, { cwd: folder, env: { ...process.env, ...env }, stdio: 'ignore' }), 'close');
  const named = [...readFileSync(log, 'utf8').matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, path]) => path!);
  const below = named
    .filter((path) => path.startsWith(`${folder}/`))
    .map((path) => relative(folder, path))
    .filter((path) => path !== '' && !/unfinished|\.new\b|roll-|\bnode_modules\b|package\.json/.test(path));
  const withFolders = below.flatMap((path) => foldersOf(path).concat(path));
  return [...new Set(withFolders)].toSorted();
}

function foldersOf(path: string): string[] {
  const folder = dirname(path);
  return folder === '.' ? [] : [...foldersOf(folder), folder];
}

/** A copy of a folder that goes when the test ends. */
export function copyOf(folder: string, name: string): string {
  const copy = mkdtempSync(join(tmpdir(), `${name}-`));
  onTestFinished(() => rmSync(copy, { recursive: true, force: true }));
  cpSync(folder, copy, { recursive: true, preserveTimestamps: true });
  return copy;
}

/** Puts a link to the same path of another folder in the place of a path; false where there is no folder to put it into. */
export function plantLink(folder: string, path: string, other: string): boolean {
  const place = join(folder, path);
  if (!existsSync(dirname(place))) return false;
  rmSync(place, { recursive: true, force: true });
  symlinkSync(join(other, path), place);
  return true;
}

/** All that is in a folder, by path: what each file holds, and its permissions. */
export function contentsOf(folder: string): Map<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return new Map(
    entries.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      const { mode } = lstatSync(path);
      const hash = entry.isFile() ? createHash('sha256').update(readFileSync(path)).digest('hex') : '';
      return [relative(folder, path), `${mode.toString(8)} ${hash}`];
    }),
  );
}
