import { type Document, type LineCounter, type Node, isScalar, visit } from 'yaml';
import type { YamlError } from './find-yaml-faults.ts';
import { INVISIBLE } from './yaml-line.ts';

/**
 * Where (in characters from the start) YAML takes what nobody meant: tags, anchors and aliases, a `|` or `>` with no text below it, and keys with
 * invisible characters or a colon. With `references` allowed, an anchor that is used and an alias of one are meant, and so are the tags of YAML itself.
 */
export function findRefused(document: Document.Parsed, text: string, references: 'allowed' | 'refused'): number[] {
  const isAllowed = references === 'allowed';
  const [anchors, aliases] = namesIn(document);
  const found: number[] = [];
  visit(document, {
    Alias(_, { source, range }) {
      if (!isAllowed || !anchors.has(source)) found.push(range?.[0] ?? 0);
    },
    Node(_, node) {
      const { tag, anchor, range } = node as Exclude<typeof node, { source: string }> & { range?: readonly number[] | null };
      const start = range?.[0] ?? 0;
      if (tag !== undefined && !(isAllowed && CORE_TAG.test(tag))) found.push(Math.max(text.lastIndexOf('!', start), 0));
      if (anchor !== undefined && !(isAllowed && aliases.has(anchor))) found.push(Math.max(text.lastIndexOf('&', start), 0));
      if (isEmptyBlock(node)) found.push(start);
    },
    Pair(_, { key }) {
      if (isScalar(key) && MISREAD_KEY.test(String(key.value))) found.push(key.range?.[0] ?? 0);
    },
  });
  return found;
}

const CORE_TAG = /^tag:yaml\.org,2002:(?:str|int|float|bool|null|map|seq)$/;
/** An invisible character, or a colon with no space after it. */
const MISREAD_KEY = new RegExp(`[${INVISIBLE}]|^[\\w-]+:\\S`, 'u');

function namesIn(document: Document.Parsed): [anchors: Set<string>, aliases: Set<string>] {
  const anchors = new Set<string>();
  const aliases = new Set<string>();
  visit(document, {
    Alias: (_, { source }) => void aliases.add(source),
    Node: (_, node) => {
      if ('anchor' in node && node.anchor) anchors.add(node.anchor);
    },
  });
  return [anchors, aliases];
}

/** `title: |` with nothing below it. */
function isEmptyBlock(node: Node): boolean {
  return isScalar(node) && (node.type ?? '').startsWith('BLOCK_') && String(node.value).trim() === '';
}

/** The keys that their mapping has already. */
export function findRepeated(document: Document.Parsed, counter: LineCounter): YamlError[] {
  const repeated = new Set(document.errors.flatMap(({ code, pos }) => (code === 'DUPLICATE_KEY' ? [pos[0]] : [])));
  if (repeated.size === 0) return [];
  const found: YamlError[] = [];
  visit(document, {
    Map(_, map) {
      const firstLines = new Map<string, number>();
      for (const { key } of map.items) {
        if (!isScalar(key)) continue;
        const start = key.range?.[0] ?? 0;
        const { line, col } = counter.linePos(start);
        const name = String(key.value);
        const firstLine = firstLines.get(name);
        if (firstLine === undefined) firstLines.set(name, line);
        else if (repeated.has(start)) {
          const fault = {
            fault: 'key-twice',
            key: name,
            mark: '',
            suggestion: '',
            firstLine,
            reason: 'Map keys must be unique',
          } as const;
          found.push({ ...fault, line, column: col, path: [name] });
        }
      }
    },
  });
  return found;
}
