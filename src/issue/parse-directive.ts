import { nearestName } from '../source/nearest-name.ts';
import type { Block, Event } from './block.ts';
import { checkLink } from './check-link.ts';
import { type DirectiveToken, type MarkdownToken, lexMarkdown } from './markdown.ts';
import { parseContact } from './parse-contact.ts';
import type { Reading } from './reading.ts';

type ParseBlocks = (tokens: readonly MarkdownToken[], reading: Reading) => Block[];

const DIRECTIVES = ['event', 'contacts', 'signoff'] as const;

/** A `:::` block → what it stands for; nothing, and a problem, when its name is not known. */
export function parseDirective(token: DirectiveToken, reading: Reading, parseBlocks: ParseBlocks): Block[] {
  const { name } = token;
  if (name === '') {
    reading.report('directive-stray', {});
    return parseBlocks(lexMarkdown(token.body), reading);
  }
  if (!token.closed) reading.report('directive-unclosed', { name });
  switch (name) {
    case 'event':
      return [parseEvent(token, reading)];
    case 'contacts':
      return [{ kind: 'contacts', contacts: writtenLines(token).map(({ text }) => parseContact(text)) }];
    case 'signoff':
      return [{ kind: 'signoff', blocks: parseBlocks(lexMarkdown(token.body), reading) }];
    default:
      reading.report('directive-unknown', { name, nearest: nearestName(name, DIRECTIVES), known: [...DIRECTIVES] });
      return parseBlocks(lexMarkdown(token.body), reading);
  }
}

const EVENT_KEYS = ['title', 'when', 'where', 'signup', 'deadline'] as const;
type EventKey = (typeof EVENT_KEYS)[number];

function parseEvent(token: DirectiveToken, reading: Reading): Event {
  const start = reading.place();
  const event: Record<EventKey, string> = { title: '', when: '', where: '', signup: '', deadline: '' };
  for (const { text, line } of writtenLines(token)) {
    const match = /^([\p{L}-]+)\s*:\s*(.*)$/u.exec(text);
    const key = EVENT_KEYS.find((known) => known === match?.[1]!.toLowerCase());
    const place = { file: start.file, line: (start.line ?? 1) + line };
    if (!match) reading.report('directive-line', { name: 'event', line: text, keys: [...EVENT_KEYS] }, place);
    else if (!key) {
      const written = match[1]!;
      reading.report('directive-key-unknown', { name: 'event', key: written, nearest: nearestName(written, EVENT_KEYS) }, place);
    } else {
      reading.moveTo(text);
      event[key] = key === 'signup' ? checkLink(match[2]!, key, reading) : match[2]!;
    }
  }
  for (const key of ['title', 'when'] as const) {
    if (event[key] === '') reading.report('directive-key-missing', { name: 'event', key }, start);
  }
  return { kind: 'event', ...event };
}

/** The lines of a directive that say something, with how far below its opening line each stands. */
function writtenLines(token: DirectiveToken): { text: string; line: number }[] {
  return token.body
    .split('\n')
    .map((text, index) => ({ text: text.trim(), line: index + 1 }))
    .filter(({ text }) => text !== '');
}
