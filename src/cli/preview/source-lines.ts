import { realpathSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import type { IssueFile } from '../../issue/find-issue.ts';
import type { Place } from '../../problem/problem.ts';
import { readBelow } from '../../storage/read-below.ts';

/** Shows lines of the issue's own texts and of themes: nothing of lists, nor of anything that may hold a secret. */
export function sourceLines(workspace: string, { path, file, variants }: IssueFile): (place: Place) => string | undefined {
  const beside = variants.map((name) => [file.replace(/[^/\\]*$/, name), join(dirname(path), name)] as const);
  const known = new Map([[file, path], ...beside]);
  const read = new Map<string, readonly string[]>();
  return ({ file: shown, line }) => {
    const found = known.get(shown) ?? themeFile(workspace, shown);
    if (found === undefined || line === undefined) return undefined;
    const lines = read.get(found) ?? linesOf(workspace, found);
    read.set(found, lines);
    return lines[line - 1];
  };
}

function themeFile(workspace: string, shown: string): string | undefined {
  if (!/^templates\/.*\.(?:ya?ml|hbs|css)$/.test(shown)) return undefined;
  try {
    const path = realpathSync(join(workspace, shown));
    return path.startsWith(realpathSync(join(workspace, 'templates')) + sep) ? path : undefined;
  } catch {
    return undefined;
  }
}

function linesOf(workspace: string, path: string): readonly string[] {
  try {
    return readBelow(workspace, path).toString().split(/\r?\n/);
  } catch {
    return [];
  }
}
