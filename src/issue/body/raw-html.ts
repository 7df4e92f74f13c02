import type { Reading } from './reading.ts';

/** CommonMark §6.6: `<!-->` and `<!--->` are comments too. */
export const COMMENT = /<!--(?:-?>|[\s\S]*?-->)/g;

/** Whether a piece of HTML is the mark behind which a section goes on on the web page only. */
export function isMore(raw: string): boolean {
  return /^<!--\s*more\s*-->$/i.test(raw.trim());
}

/**
 * Names the first tag in a piece of HTML, and a `more` that stands where it parts nothing. In running text a tag that is closed belongs to
 * one that was named when it was opened; a block, with all words in it, is left out, and always named.
 */
export function reportHtml(raw: string, reading: Reading, isBlock = false): void {
  reading.holes.asLiteral(raw);
  const [tag, name] = /<\/?([a-z][a-z0-9-]*)|<[?!]/i.exec(raw.replace(COMMENT, '')) ?? [];
  reading.moveTo(tag === undefined ? raw : raw.slice(Math.max(raw.indexOf(tag), 0)));
  if (tag !== undefined) reportTag(tag, (name ?? tag).toLowerCase(), reading, isBlock);
  else if (isMore(raw)) reading.report('more-misplaced', { where: 'nested' });
  reading.moveBehind(raw);
}

function reportTag(tag: string, name: string, reading: Reading, isBlock: boolean): void {
  const isClosing = tag.startsWith('</');
  if (isClosing && !isBlock && reading.closeTag(name)) return;
  reading.report('raw-html', { tag: name });
  if (!isClosing) reading.openTags.push(name);
}
