import { nearestName } from '../../source/nearest-name.ts';
import type { Block } from '../block.ts';
import { type DirectiveToken, type MarkdownToken, lexMarkdown } from '../body/markdown.ts';
import type { Reading } from '../body/reading.ts';
import { reportPlainLeftovers } from '../body/report-leftovers.ts';
import { parseButton } from './parse-button.ts';
import { parseChannels } from './parse-channels.ts';
import { parseContacts } from './parse-contacts.ts';
import { parseEvent } from './parse-event.ts';

type ParseBlocks = (tokens: readonly MarkdownToken[], reading: Reading) => Block[];

const DIRECTIVES = ['event', 'contacts', 'button', 'note', 'channels', 'signoff'] as const;

/** Those on whose opening line a title may stand. */
const TITLED: ReadonlySet<string> = new Set(['contacts', 'note', 'channels']);

/** A `:::` block → what it stands for; nothing, and a problem, when its name is not known. */
export function parseDirective(token: DirectiveToken, reading: Reading, parseBlocks: ParseBlocks): Block[] {
  const { name, argument } = token;
  if (name === '') {
    reading.report('directive-stray', {});
    return parseBlocks(lexMarkdown(token.body), reading);
  }
  if (!token.closed) reading.report('directive-unclosed', { name });
  const isKnown = DIRECTIVES.some((known) => known === name);
  if (isKnown && argument !== '' && !TITLED.has(name)) reading.report('directive-argument', { name, argument });
  if (isKnown && token.body.trim() === '') reading.report('directive-empty', { name });
  if (isKnown && TITLED.has(name)) reportPlainLeftovers(argument, reading);
  switch (name) {
    case 'event':
      return [parseEvent(token, reading)];
    case 'contacts':
      return [parseContacts(token, reading)];
    case 'button':
      return parseButton(token, reading, parseBlocks);
    case 'note':
      return [{ kind: 'note', title: argument, blocks: parseBlocks(lexMarkdown(token.body), reading) }];
    case 'channels':
      return [parseChannels(token, reading)];
    case 'signoff':
      return [{ kind: 'signoff', blocks: parseBlocks(lexMarkdown(token.body), reading) }];
    default:
      reading.report('directive-unknown', { name, nearest: nearestName(name, DIRECTIVES), known: [...DIRECTIVES] });
      return parseBlocks(lexMarkdown(token.body), reading);
  }
}
