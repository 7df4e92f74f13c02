import type { YamlFault, YamlFaultKind } from '../problem/problem-details.ts';
import { quoteYaml } from './quote-yaml.ts';
import { codePointOf } from './unseen.ts';
import { INVISIBLE, KEY } from './yaml-line.ts';

/**
 * What is wrong with one entry that YAML does not take, or that means something else to it than to people: the kind of fault, and the
 * line as it should be written. `line` has no indentation, `rest` are the lines that belong to it, `reason` is the library's.
 */
export function explainYaml(line: string, rest: readonly string[], reason: string): YamlFault {
  const item = /^- +/.exec(line)?.[0] ?? '';
  const own = line.slice(item.length);
  const found = explainKey(own) ?? explainValue(own, item, rest);
  const suggestion = found?.suggestion ? item + found.suggestion : '';
  return { fault: 'other', key: '', mark: '', firstLine: 0, reason, ...found, suggestion };
}

type Found = Pick<YamlFault, 'fault'> & Partial<YamlFault>;

const SPACES = new RegExp(`^[${INVISIBLE}]+|(?<=^[^:"']*)[${INVISIBLE}]+(?=[^:]*:)|(?<=^[^:"']*:)[${INVISIBLE}]+`, 'u');

/** What is wrong before the value. */
function explainKey(line: string): Found | undefined {
  const invisible = SPACES.exec(line);
  if (invisible) {
    const plain = line.replace(new RegExp(`^[^:]*:[${INVISIBLE}]*`, 'u'), (start) => bare(start));
    const [, key = '', value = ''] = /^([^:]*):[ \t]*(.*)$/.exec(plain) ?? [];
    return { fault: 'invisible', key, mark: codePointOf(invisible[0]), suggestion: withValue(key, value) };
  }
  const close = /^([\w.-]+):(?!\/\/)([^\s:].*)$/.exec(line);
  if (close) return { fault: 'no-space', key: close[1]!, suggestion: withValue(close[1]!, close[2]!) };
  if (KEY.test(line) || /^[!&*|>@`%?"'{[\]},-]/.test(line)) return undefined;
  const other = /^([\w.-]+)[ \t]*[=：﹕∶꞉][ \t]*(.*)$/.exec(line);
  return { fault: 'no-colon', key: line, suggestion: other ? withValue(other[1]!, other[2]!) : '' };
}

function bare(text: string): string {
  return text.replace(new RegExp(`[${INVISIBLE}]`, 'gu'), '');
}

/** A line with a value that is quoted where it has to be. */
function withValue(key: string, value: string): string {
  const isPlain =
    value === '' || /^[[{"']/.test(value) || !(/^[!&*|>@`%,\]}]|^[?-](?:\s|$)/.test(value) || /:(?:\s|$)|\s#/.test(value));
  return `${key}: ${isPlain ? value : quoteYaml(value)}`.trimEnd();
}

function explainValue(line: string, item: string, rest: readonly string[]): Found | undefined {
  const match = KEY.exec(line);
  if (!match && item === '') return undefined;
  const [, key = ''] = match ?? [];
  const first = (match ? (match[2] ?? '') : line).trim();
  const value = [first, ...rest.map((each) => each.trim())].join(' ').trim();
  const quoted = (text: string): string => (match ? `${key}: ` : '') + quoteYaml(text);
  if (/^["']/.test(value)) return explainQuotes(value, key, quoted);
  if (/^[[{]/.test(value)) return explainBrackets(value, key, line, quoted);
  if (/^[!&*|>@`%,\]}]|^[?-](?:\s|$)/.test(value)) return { fault: 'mark', key, mark: value[0]!, suggestion: quoted(value) };
  return /:(?:\s|$)/.test(first) ? { fault: 'colon', key, suggestion: quoted(first) } : undefined;
}

function explainQuotes(value: string, key: string, quoted: (text: string) => string): Found | undefined {
  const mark = value[0]!;
  const inner = value.slice(1, value.length > 1 && value.endsWith(mark) ? -1 : undefined);
  const [inside] = new RegExp(`(?<=(.?))${mark}(?=(.?))`, 'u').exec(inner) ?? [];
  if (inside === undefined) {
    if (!value.endsWith(mark) || value.length === 1) return { fault: 'quote-open', key, mark, suggestion: quoted(inner) };
    return value.includes('\\') ? { fault: 'backslash', key, mark, suggestion: quoted(inner) } : undefined;
  }
  const closes = new RegExp(`^[^${mark}]*\\S${mark}(?=[\\s,.;:!?)–-])`, 'u').test(inner);
  if (!value.endsWith(mark) || closes) return { fault: 'quote-ended', key, mark, suggestion: quoted(value) };
  return { fault: 'quote-inside', key, mark, suggestion: quoted(inner) };
}

/** A mark at the start of one of the values in brackets, words after the brackets, or brackets that are not closed. */
function explainBrackets(value: string, key: string, line: string, quoted: (text: string) => string): Found | undefined {
  const open = openBrackets(value);
  if (open === undefined) return { fault: 'mark', key, mark: value[0]!, suggestion: quoted(value) };
  const within = explainWithin(line);
  if (within) return { key, ...within };
  if (open === '') return undefined;
  return { fault: 'bracket-open', key, mark: value[0]!, suggestion: /[,:[{]$/.test(value) ? '' : `${line.trimEnd()}${open}` };
}

/** A value within brackets that needs quotes, or other ones: it begins with a mark, has a colon in it, or the mark of its quotes. */
function explainWithin(line: string): Found | undefined {
  const quoting = (fault: YamlFaultKind, mark: string, { index, 0: piece }: RegExpExecArray, text: string): Found => {
    return { fault, mark, suggestion: line.slice(0, index) + quoteYaml(text) + line.slice(index + piece.length) };
  };
  const marked = /(?<=[{[,:]\s*)[!&*|>@`%][^,{}[\]"']*(?<!\s)/.exec(line);
  if (marked) return quoting('mark', marked[0][0]!, marked, marked[0]);
  const colon = /(?<=[{,]\s*[\w-]+:\s+)[^\s,{}[\]"'][^,{}[\]"']*:(?=\s)[^,{}[\]"']*(?<!\s)/.exec(line);
  if (colon) return quoting('colon', ':', colon, colon[0]);
  for (const quoted of line.matchAll(/(?<=[{,]\s*[\w-]+:\s+)(["'])(.*?)\1(?=\s*[,}])/g)) {
    const [, mark = '', inner = ''] = quoted;
    if (inner.includes(mark) && !inner.includes('\\') && !inner.includes("''"))
      return quoting('quote-inside', mark, quoted, inner);
  }
  return undefined;
}

/** The marks that close what a value leaves open, or undefined when words stand after the last one. */
function openBrackets(value: string): string | undefined {
  const open: string[] = [];
  for (const [piece] of value.matchAll(/"(?:[^"\\]|\\.)*"|'[^']*'|[^]/g)) {
    if (piece === '[') open.unshift(']');
    else if (piece === '{') open.unshift('}');
    else if (piece === open[0]) open.shift();
    else if (open.length === 0 && !/\s/.test(piece)) return piece === '#' ? '' : undefined;
  }
  return open.join('');
}
