import type { Channels, Link } from '../block.ts';
import { type DirectiveToken, lexMarkdown } from '../body/markdown.ts';
import { parseInlines } from '../body/parse-inlines.ts';
import type { Reading } from '../body/reading.ts';
import { writtenLines } from './written-lines.ts';

const HASHTAG = /^#[\p{L}\p{N}_]+$/u;

/** `Facebook: [@jarvimaa](https://…)` a line, and hashtags on lines of their own. */
export function parseChannels(token: DirectiveToken, reading: Reading): Channels {
  const start = reading.place();
  const channels: { name: string; link: Link }[] = [];
  const hashtags: string[] = [];
  for (const { text, line } of writtenLines(token)) {
    const words = text.split(/[\s,]+/);
    const [, name, rest] = /^([^:#[\]]+):\s+(.+)$/.exec(text) ?? [];
    const link = name === undefined ? undefined : onlyLink(rest!, reading);
    const place = { file: start.file, line: (start.line ?? 1) + line };
    if (words.every((word) => HASHTAG.test(word))) hashtags.push(...words);
    else if (name !== undefined && link) channels.push({ name: name.trim(), link });
    else reading.report('channels-line', { line: reading.holes.restore(text) }, place);
  }
  return { kind: 'channels', title: token.argument, channels, hashtags };
}

function onlyLink(text: string, reading: Reading): Link | undefined {
  const [token] = lexMarkdown(text);
  const [link, ...others] = token && 'tokens' in token ? parseInlines(token.tokens, reading) : [];
  return link?.kind === 'link' && others.length === 0 ? link : undefined;
}
