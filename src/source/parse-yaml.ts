import { type Document, LineCounter, type ParsedNode, type YAMLParseError, isMap, isScalar, parseDocument } from 'yaml';
import { TAB } from '../problem/reasons.ts';

/** One key of a YAML mapping, with the line it stands on (from 1) and the comment that follows its value, if any. */
export interface YamlEntry {
  readonly key: string;
  /** A scalar as it was written, so that `007` stays `007`; null when nothing was; a mapping or sequence as plain data. */
  readonly value: string | null | object;
  readonly line: number;
  readonly comment: string | null;
}

export interface YamlError {
  readonly reason: string;
  readonly line: number;
  readonly column: number;
}

export interface YamlSource {
  readonly value: unknown;
  readonly entries: readonly YamlEntry[];
  readonly errors: readonly YamlError[];
  /** The line of the key or item at `path`, or of the nearest thing above it that stands in the file. */
  lineOf(path: readonly PropertyKey[]): number;
}

/** Reads YAML 1.2 as data: no custom tags, dates stay text, duplicate keys and more than 100 aliases are errors. */
export function parseYaml(text: string): YamlSource {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false, schema: 'core' });
  const tab = text.split('\n').findIndex((line) => /^ *\t/.test(line));
  const failures = document.errors.length > 0 && tab >= 0 ? [] : document.errors;
  const errors = failures.map((error) => {
    const { line, col } = counter.linePos(placeOf(error, text));
    return { reason: error.message.split('\n')[0]!, line, column: col };
  });
  if (failures.length < document.errors.length) errors.push({ reason: TAB, line: tab + 1, column: 1 });
  const read = errors.length > 0 ? undefined : readDocument(document, counter);
  if (read instanceof Error) errors.push({ reason: read.message, line: 1, column: 1 });
  const whole = read instanceof Error ? undefined : read;
  return {
    value: whole?.value,
    entries: whole?.entries ?? [],
    errors,
    lineOf: (path) => lineOf(document, counter, path),
  };
}

/** Many aliases of aliases unfold into more than fits anywhere, and the package throws. */
function readDocument(
  document: Document.Parsed,
  counter: LineCounter,
): { readonly value: unknown; readonly entries: YamlEntry[] } | Error {
  try {
    return { value: document.toJS({ maxAliasCount: 100 }) as unknown, entries: entriesOf(document, counter) };
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** A bracket or quote that is not closed is noticed on the next line; the place to mend is the end of the one before. */
function placeOf({ code, pos: [start] }: YAMLParseError, text: string): number {
  const isNoticedLate = (code === 'BAD_INDENT' || code === 'MISSING_CHAR') && text[start - 1] === '\n';
  return isNoticedLate ? text.slice(0, start).trimEnd().length : start;
}

function entriesOf(document: Document.Parsed, counter: LineCounter): YamlEntry[] {
  if (!isMap(document.contents)) return [];
  return document.contents.items.map(({ key, value }) => ({
    key: isScalar(key) ? String(key.value) : String(key),
    value: valueOf(value, document),
    line: counter.linePos(key.range[0]).line,
    comment: value?.comment ?? null,
  }));
}

function valueOf(node: ParsedNode | null, document: Document.Parsed): string | null | object {
  if (isScalar(node)) return typeof node.value === 'string' || node.value === null ? node.value : (node.source ?? '');
  return (node?.toJS(document) ?? null) as object | null;
}

function lineOf(document: Document.Parsed, counter: LineCounter, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length--) {
    const parent = document.getIn(path.slice(0, length - 1), true);
    const last = path[length - 1];
    const pair = isMap(parent) ? parent.items.find(({ key }) => isScalar(key) && key.value === last) : undefined;
    const at = isScalar(pair?.key) ? pair.key.range?.[0] : undefined;
    if (at !== undefined) return counter.linePos(at).line;
  }
  return 1;
}
