import type { KeyObject } from 'node:crypto';
import { open } from 'node:fs/promises';
import { platform } from 'node:os';
import { resolve } from 'node:path';
import { type Parsed, type Place, problem } from '../problem/problem.ts';
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
  const read = await readOwnFile(resolve(workspace, file));
  if ('reason' in read) return { value: undefined, problems: [problem('dkim-key-unreadable', { file, ...read }, place)] };
  if (read.isOpen) return { value: undefined, problems: [problem('dkim-key-open', { file }, place)] };
  const key = parsePrivateKey(read.text, algorithm);
  if ('fault' in key) return { value: undefined, problems: [problem('dkim-key-unusable', { file, ...key }, place)] };
  return { value: key, problems: [] };
}

type ReadFile = { readonly text: string; readonly isOpen: boolean } | { readonly reason: string };

/** Text and mode are of the same file, whatever is put in its place meanwhile. Windows keeps no such modes. */
async function readOwnFile(path: string): Promise<ReadFile> {
  let file;
  try {
    file = await open(path);
    const isOpen = platform() !== 'win32' && ((await file.stat()).mode & 0o077) !== 0;
    return { text: await file.readFile('utf8'), isOpen };
  } catch (error) {
    return { reason: reasonOf(error) };
  } finally {
    await file?.close();
  }
}
