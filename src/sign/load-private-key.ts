import type { KeyObject } from 'node:crypto';
import { closeSync, fstatSync, readFileSync } from 'node:fs';
import { platform } from 'node:os';
import { resolve } from 'node:path';
import { type Parsed, type Place, problem } from '../problem/problem.ts';
import { openBelow } from '../storage/read-below.ts';
import { reasonOf } from '../storage/reason-of.ts';
import type { DkimAlgorithm } from './dkim-keys.ts';
import { parsePrivateKey } from './parse-private-key.ts';

/** Reads one key's file, named relative to the workspace; undefined with the reason when it is not there, others may read it, or it holds no key of that kind. */
export async function loadPrivateKey(
  file: string,
  algorithm: DkimAlgorithm,
  workspace: string,
  place?: Place,
): Promise<Parsed<KeyObject | undefined>> {
  const read = readOwnFile(workspace, resolve(workspace, file));
  if ('reason' in read) return { value: undefined, problems: [problem('dkim-key-unreadable', { file, ...read }, place)] };
  if (read.isOpen) return { value: undefined, problems: [problem('dkim-key-open', { file }, place)] };
  const key = parsePrivateKey(read.text, algorithm);
  if ('fault' in key) return { value: undefined, problems: [problem('dkim-key-unusable', { file, ...key }, place)] };
  return { value: key, problems: [] };
}

type ReadFile = { readonly text: string; readonly isOpen: boolean } | { readonly reason: string };

/** Text and mode are of the same file, whatever is put in its place meanwhile. Windows keeps no such modes. */
function readOwnFile(workspace: string, path: string): ReadFile {
  let file: number | undefined;
  try {
    file = openBelow(workspace, path);
    const isOpen = platform() !== 'win32' && (fstatSync(file).mode & 0o077) !== 0;
    return { text: readFileSync(file, 'utf8'), isOpen };
  } catch (error) {
    return { reason: reasonOf(error) };
  } finally {
    if (file !== undefined) closeSync(file);
  }
}
