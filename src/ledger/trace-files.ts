import { createHash } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type Parsed, type Problem, problem } from '../problem/problem.ts';
import { reasonOf } from '../source/read-text-file.ts';
import { syncFolder } from './place-file.ts';
import { type Trace, formatTrace, parseTrace } from './trace.ts';

/** Where the traces of a workspace lie: beside the issues, and once more in the user's state folder. */
export interface TraceFolders {
  readonly issues: string;
  readonly state: string;
}

/** A trace that was found, and the file that it was found in. */
export interface FoundTrace {
  readonly trace: Trace;
  readonly file: string;
}

const ENDING = '.sent.yaml';

/** `stateFolder` is the user's own (XDG_STATE_HOME or its like); workspaces are told apart by their real path. */
export function traceFolders(workspace: string, issueFolder: string, stateFolder: string): TraceFolders {
  const path = realpathSync(workspace);
  const hash = createHash('sha256').update(path).digest('hex').slice(0, 16);
  return { issues: issueFolder, state: join(stateFolder, 'newsletter', `${basename(path)}-${hash}`) };
}

/** Every trace of the workspace. One that cannot be read is a problem: it may be the one that matters. */
export function readTraces(folders: TraceFolders): Parsed<FoundTrace[]> {
  const found: FoundTrace[] = [];
  const problems: Problem[] = [];
  for (const folder of new Set([folders.issues, folders.state])) {
    const names = attempt(() => tracesIn(folder), folder, problems) ?? [];
    for (const file of names.map((name) => join(folder, name))) {
      const text = attempt(() => readFileSync(file, 'utf8'), file, problems);
      const parsed = text === undefined ? undefined : parseTrace(text, file);
      problems.push(...(parsed?.problems ?? []));
      if (parsed?.value) found.push({ trace: parsed.value, file });
    }
  }
  return { value: found, problems };
}

/** Takes the traces of a send back that reached nobody. */
export function removeTrace(folders: TraceFolders, slug: string): void {
  for (const folder of [folders.issues, folders.state]) rmSync(join(folder, `${slug}${ENDING}`), { force: true });
}

/** Writes a trace in both places, durably. The one beside the issue must be written; failing to write the other is a warning. */
export function writeTrace(folders: TraceFolders, trace: Trace): Problem[] {
  const text = formatTrace(trace);
  const first = writeDurably(join(folders.issues, `${trace.slug}${ENDING}`), text, 0o644);
  if (first) return [problem('trace-unwritable', first)];
  const second = writeDurably(join(folders.state, `${trace.slug}${ENDING}`), text, 0o600);
  return second ? [problem('trace-copy-unwritable', second)] : [];
}

/** A folder that is not there has no traces; one that may not be read may have some. macOS writes `._x.sent.yaml` beside one on shares. */
function tracesIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => name.endsWith(ENDING) && !name.startsWith('.'));
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(reasonOf(error))) return [];
    throw error;
  }
}

function attempt<T>(read: () => T, file: string, problems: Problem[]): T | undefined {
  try {
    return read();
  } catch (error) {
    problems.push(problem('trace-unreadable', { reason: reasonOf(error) }, { file }));
    return undefined;
  }
}

/** Under a temporary name first, so that a crash leaves the old file or the new one and never half of it. */
function writeDurably(file: string, text: string, mode: number): { file: string; reason: string } | undefined {
  try {
    mkdirSync(dirname(file), { recursive: true });
    const temporary = `${file}.new`;
    const descriptor = openSync(temporary, 'w', mode);
    writeSync(descriptor, text);
    fsyncSync(descriptor);
    closeSync(descriptor);
    renameSync(temporary, file);
    syncFolder(dirname(file));
    return undefined;
  } catch (error) {
    return { file, reason: reasonOf(error) };
  }
}
