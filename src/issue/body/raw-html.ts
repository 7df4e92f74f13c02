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
  const words = isBlock ? wordsOf(raw) : '';
  if (tag !== undefined) reportTag(tag, { tag: (name ?? tag).toLowerCase(), words }, reading, isBlock);
  else if (isMore(raw)) reading.report('more-misplaced', { where: 'nested' });
  reading.moveBehind(raw);
}

function reportTag(written: string, details: { tag: string; words: string }, reading: Reading, isBlock: boolean): void {
  const isClosing = written.startsWith('</');
  if (isClosing && !isBlock && reading.closeTag(details.tag)) return;
  reading.report('raw-html', details);
  if (!isClosing) reading.openTags.push(details.tag);
}

/** The words in a block of HTML, which are left out with it. */
function wordsOf(raw: string): string {
  const text = raw
    .replace(COMMENT, ' ')
    .replace(/<(script|style)\b[\s\S]*?<\/\1>/gi, ' ')
    .replace(/<[^>]*>/g, ' ');
  return text.replace(/\s+/g, ' ').trim().slice(0, 200);
}
