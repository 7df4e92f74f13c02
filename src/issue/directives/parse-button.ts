import type { Block } from '../block.ts';
import { type DirectiveToken, type MarkdownToken, lexMarkdown } from '../body/markdown.ts';
import type { Reading } from '../body/reading.ts';

/** A button is one link and nothing else; whatever else stands there is a problem, and shown as it is. */
export function parseButton(
  token: DirectiveToken,
  reading: Reading,
  parseBlocks: (tokens: readonly MarkdownToken[], reading: Reading) => Block[],
): Block[] {
  const place = reading.place();
  const blocks = parseBlocks(lexMarkdown(token.body), reading);
  const [only, ...others] = blocks;
  const [link, ...words] = only?.kind === 'paragraph' && others.length === 0 ? only.content : [];
  if (link?.kind === 'link' && words.length === 0) return [{ kind: 'button', link }];
  if (blocks.length > 0) reading.report('button-content', {}, place);
  return blocks;
}
