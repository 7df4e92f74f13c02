import { type Document, LineCounter, type ParsedNode, type YAMLParseError, isMap, isScalar, isSeq, parseDocument } from 'yaml';
import { type YamlError, findYamlFaults } from './find-yaml-faults.ts';
import { findRefused, findRepeated } from './refuse-yaml.ts';

/** One key of a YAML mapping, with the line it stands on (from 1) and the comment that follows its value, if any. */
export interface YamlEntry {
  readonly key: string;
  /** A scalar as it was written, so that `007` stays `007`; null when nothing was; a mapping or sequence as plain data. */
  readonly value: string | null | object;
  readonly line: number;
  readonly comment: string | null;
  /** The value as it stands in the file, with its marks; empty when none does. */
  readonly source: string;
  /** Whether the comment is on the line of the key. */
  readonly hidesComment: boolean;
}

export interface YamlSource {
  readonly value: unknown;
  readonly entries: readonly YamlEntry[];
  readonly errors: readonly YamlError[];
  /** The line of the key or item at `path`, or of the nearest thing above it that stands in the file. */
  lineOf(path: readonly PropertyKey[]): number;
}

/** Whether values may refer to each other with anchors and aliases. */
export type YamlReferences = 'allowed' | 'refused';

/**
 * Reads YAML 1.2 as data: dates stay text. Duplicate keys, more than 100 aliases and custom tags are errors, and so are anchors and aliases that
 * nobody meant: with `references` refused all of them, else those without their other end. YAML would drop them without a word.
 */
export function parseYaml(text: string, references: YamlReferences = 'allowed'): YamlSource {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false, schema: 'core', logLevel: 'error' });
  const found = errorsOf(text, document, counter, references);
  const read = found.length > 0 ? undefined : readDocument(document, text, counter);
  const errors = read instanceof Error ? [otherError(read.message, 1, 1)] : found;
  const whole = read instanceof Error ? undefined : read;
  return {
    value: whole?.value,
    entries: whole?.entries ?? [],
    errors,
    lineOf: (path) => lineOf(document, counter, path),
  };
}

function errorsOf(text: string, document: Document.Parsed, counter: LineCounter, references: YamlReferences): YamlError[] {
  const { errors } = document;
  const tab = text.split('\n').findIndex((line) => /^ *\t/.test(line));
  if (errors.length > 0 && tab >= 0) return [{ ...otherError(errors[0]!.message, tab + 1, 1), fault: 'tab' }];
  const refused = new Set(findRefused(document, text, references).map((offset) => counter.linePos(offset).line));
  const repeated = findRepeated(document, counter);
  const others = errors.filter(({ code }) => code !== 'DUPLICATE_KEY');
  const isMapping = document.contents === null || isMap(document.contents) || isSeq(document.contents);
  const faults = others.length > 0 || refused.size > 0 || !isMapping ? findYamlFaults(text, refused) : [];
  if (faults.length > 0 || others.length === 0) return [...repeated, ...faults].toSorted((a, b) => a.line - b.line);
  return others.map((error) => {
    const { line, col } = counter.linePos(placeOf(error, text));
    return otherError(error.message.split('\n')[0]!, line, col);
  });
}

function otherError(reason: string, line: number, column: number): YamlError {
  return { fault: 'other', key: '', mark: '', suggestion: '', firstLine: 0, reason, line, column, path: [] };
}

/** Many aliases of aliases unfold into more than fits anywhere, and the package throws. */
function readDocument(
  document: Document.Parsed,
  text: string,
  counter: LineCounter,
): { readonly value: unknown; readonly entries: YamlEntry[] } | Error {
  try {
    return { value: document.toJS({ maxAliasCount: 100 }) as unknown, entries: entriesOf(document, text, counter) };
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** A bracket or quote that is not closed is noticed on the next line; the place to mend is the end of the one before. */
function placeOf({ code, pos: [start] }: YAMLParseError, text: string): number {
  const isNoticedLate = (code === 'BAD_INDENT' || code === 'MISSING_CHAR') && text[start - 1] === '\n';
  return isNoticedLate ? text.slice(0, start).trimEnd().length : start;
}

function entriesOf(document: Document.Parsed, text: string, counter: LineCounter): YamlEntry[] {
  if (!isMap(document.contents)) return [];
  return document.contents.items.map(({ key, value }) => ({
    key: isScalar(key) ? String(key.value) : String(key),
    value: valueOf(value, document),
    line: counter.linePos(key.range[0]).line,
    comment: value?.comment ?? null,
    source: value ? text.slice(value.range[0], value.range[1]) : '',
    hidesComment: /^[^\n]*#/.test(text.slice(key.range[1])),
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
