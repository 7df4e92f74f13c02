import { parseDocument } from 'yaml';
import type { YamlFault } from '../problem/problem-details.ts';
import { explainYaml } from './explain-yaml.ts';
import { KEY } from './yaml-line.ts';

/** A fault, with the line and column that it is on (from 1), and the keys that lead there. */
export interface YamlError extends YamlFault {
  readonly line: number;
  readonly column: number;
  readonly path: readonly string[];
}

/**
 * The faults of a YAML text, one for each entry that has any. Each entry is read by itself, so that a fault says nothing of the entries
 * after it. `refused`: lines (from 1) that YAML takes, and that are faults all the same.
 */
export function findYamlFaults(text: string, refused: ReadonlySet<number>): YamlError[] {
  return entriesIn({ lines: text.split('\n'), first: 1 }).flatMap((entry) => faultsOf(entry, refused, []));
}

/** Some lines of a text; `first` is the number of the first of them. */
interface Lines {
  readonly lines: readonly string[];
  readonly first: number;
}

/** A key or an item of a list, with the lines below that belong to it. */
interface Entry extends Lines {
  readonly indentation: number;
  /** Whether it stands further in than its neighbours. */
  readonly isShifted: boolean;
}

function entriesIn({ lines, first }: Lines): Entry[] {
  const isWritten = (line: string): boolean => line.trim() !== '' && !/^ *#/.test(line);
  const start = lines.findIndex(isWritten);
  if (start < 0) return [];
  const own = indentationOf(lines[start]!);
  const isItems = /^ *-(?: |$)/.test(lines[start]!);
  const starts = lines.flatMap((line, index) => {
    const isEntry = isWritten(line) && indentationOf(line) <= own && (index === start || isItems || !/^ *-(?: |$)/.test(line));
    return isEntry ? [index] : [];
  });
  const least = Math.min(...starts.map((index) => indentationOf(lines[index]!)));
  return starts.map((from, index) => {
    const indentation = indentationOf(lines[from]!);
    return { lines: lines.slice(from, starts[index + 1]), first: first + from, indentation, isShifted: indentation > least };
  });
}

function faultsOf(entry: Entry, refused: ReadonlySet<number>, path: readonly string[]): YamlError[] {
  const { lines, first, indentation } = entry;
  const [line = '', ...rest] = lines.map((each) => each.slice(Math.min(indentation, indentationOf(each))));
  const reason = reasonAgainst([line, ...rest].join('\n'));
  const isRefused = lines.some((_, index) => refused.has(first + index));
  if (reason === undefined && !isRefused && !entry.isShifted) return [];
  const key = KEY.exec(line)?.[1] ?? '';
  const made = (fault: YamlFault, at = 0): YamlError => ({
    ...fault,
    line: first + at,
    column: indentationOf(lines[at]!) + 1,
    path: [...path, key],
  });
  if (entry.isShifted) return [made({ ...NO_FAULT, fault: 'indent', key, suggestion: line })];
  const below = refused.has(first) ? [] : faultsBelow({ lines, first }, line, refused, [...path, key]);
  if (below.length > 0) return below;
  const shifted = reasonAgainst(line) === undefined ? rest.findIndex((each) => KEY.test(each.trim())) : -1;
  if (reason !== undefined && shifted >= 0) {
    const suggestion = rest[shifted]!.trim();
    return [made({ ...NO_FAULT, fault: 'indent', key: KEY.exec(suggestion)![1]!, suggestion, reason }, shifted + 1)];
  }
  return [made(explainYaml(line, rest, reason ?? ''))];
}

/** The faults of what an entry holds: an item's own keys, and the lines below a key that has nothing after its colon. */
function faultsBelow({ lines, first }: Lines, line: string, refused: ReadonlySet<number>, path: readonly string[]): YamlError[] {
  const item = /^- +(?=[^\s"'{[].*:(?:\s|$))/.exec(line)?.[0];
  if (item !== undefined) {
    const within = [lines[0]!.replace(item, ' '.repeat(item.length)), ...lines.slice(1)];
    const found = entriesIn({ lines: within, first }).flatMap((entry) => faultsOf(entry, refused, path));
    const written = (suggestion: string): string => (suggestion === '' ? '' : item + suggestion);
    return found.map((fault) => (fault.line === first ? { ...fault, suggestion: written(fault.suggestion) } : fault));
  }
  if (!/:[ \t]*(?:&\S+[ \t]*)?(?:#.*)?$/.test(line)) return [];
  return entriesIn({ lines: lines.slice(1), first: first + 1 }).flatMap((entry) => faultsOf(entry, refused, path));
}

/** Why YAML does not read an entry as one; undefined when it does. */
function reasonAgainst(entry: string): string | undefined {
  const document = parseDocument(entry, { prettyErrors: false, schema: 'core' });
  const [error] = document.errors.filter(({ code }) => code !== 'DUPLICATE_KEY');
  if (error) return error.message.split('\n')[0]!;
  return entry.startsWith('- ') || /^[^\n]*:(?:[ \t]|\n|$)/.test(entry) ? undefined : 'no key';
}

function indentationOf(line: string): number {
  return /^ */.exec(line)![0].length;
}

/** Nothing but the kind is known of a fault. */
const NO_FAULT: YamlFault = { fault: 'other', key: '', mark: '', suggestion: '', firstLine: 0, reason: '' };
