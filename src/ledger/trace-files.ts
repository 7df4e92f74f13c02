import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type Parsed, type Problem, problem } from '../problem/problem.ts';
import { reasonOf } from '../storage/reason-of.ts';
import { readBelow } from '../storage/read-below.ts';
import { removeFile } from '../storage/remove.ts';
import { replaceFile } from '../storage/replace-file.ts';
import { type Trace, formatTrace, parseTrace } from './trace.ts';

/** Where the traces of a workspace lie: beside the issues, and once more in the user's state folder. `workspace` is its folder. */
export interface TraceFolders {
  readonly workspace: string;
  readonly issues: string;
  readonly state: string;
}

/** A trace that was found, and the file that it was found in. */
export interface FoundTrace {
  readonly trace: Trace;
  readonly file: string;
}

const ENDING = '.sent.yaml';
/** The one beside the issue goes into version control; the copy is for its owner alone. */
const [ORIGINAL, COPY] = [0o644, 0o600];

/** `stateFolder` is the user's own (XDG_STATE_HOME or its like); workspaces are told apart by their real path. */
export function traceFolders(workspace: string, issueFolder: string, stateFolder: string): TraceFolders {
  const path = realpathSync(workspace);
  const hash = createHash('sha256').update(path).digest('hex').slice(0, 16);
  return { workspace, issues: issueFolder, state: join(stateFolder, 'newsletter', `${basename(path)}-${hash}`) };
}

/** Every trace of the workspace. One that cannot be read is a problem: it may be the one that matters. */
export function readTraces(folders: TraceFolders): Parsed<FoundTrace[]> {
  const found: FoundTrace[] = [];
  const problems: Problem[] = [];
  for (const folder of new Set([folders.issues, folders.state])) {
    const isState = folder !== folders.issues;
    const names = attempt(() => tracesIn(folder), folder, isState, problems) ?? [];
    for (const name of names) {
      const file = join(folder, name);
      const text = attempt(() => readBelow(folders.workspace, file).toString(), file, isState, problems);
      const parsed = text === undefined ? undefined : parseTrace(text);
      if (parsed?.value) found.push({ trace: parsed.value, file });
      else if (parsed) problems.push(brokenTrace(parsed.reason, file, isState ? join(folders.issues, name) : null));
    }
  }
  return { value: found, problems };
}

/** `original` is the trace beside the issue that this one is a copy of; null for that one itself. */
function brokenTrace(reason: string, file: string, original: string | null): Problem {
  return original === null
    ? problem('trace-unreadable', { reason }, { file })
    : problem('trace-copy-broken', { reason, original }, { file });
}

/** Takes the traces of a send back that reached nobody. */
export function removeTrace(folders: TraceFolders, slug: string): void {
  for (const folder of [folders.issues, folders.state]) removeFile(folders.workspace, join(folder, `${slug}${ENDING}`));
}

/** Writes a trace in both places, durably. The one beside the issue must be written; failing to write the other is a warning. */
export function writeTrace(folders: TraceFolders, trace: Trace): Problem[] {
  const text = formatTrace(trace);
  const first = attemptToWrite(folders.workspace, join(folders.issues, `${trace.slug}${ENDING}`), text, ORIGINAL);
  if (first) return [problem('trace-unwritable', first)];
  const second = attemptToWrite(folders.workspace, join(folders.state, `${trace.slug}${ENDING}`), text, COPY);
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

/** What the system does not let us read is not broken: somebody has to give the right to it. A folder in the place of a file is broken. */
function attempt<T>(read: () => T, file: string, isState: boolean, problems: Problem[]): T | undefined {
  try {
    return read();
  } catch (error) {
    const reason = reasonOf(error);
    const isBroken = reason === 'EISDIR' && !isState;
    problems.push(isBroken ? brokenTrace(reason, file, null) : problem('trace-inaccessible', { file, reason, isState }));
    return undefined;
  }
}

/** The folder of the issue is there, or was moved away with the whole workspace; the one for the copy is made. */
function attemptToWrite(
  workspace: string,
  file: string,
  text: string,
  mode: number,
): { file: string; reason: string } | undefined {
  try {
    if (mode === COPY) mkdirSync(dirname(file), { recursive: true });
    replaceFile(workspace, file, text, { mode, isDurable: true });
    return undefined;
  } catch (error) {
    return { file, reason: reasonOf(error) };
  }
}
