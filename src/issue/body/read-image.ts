import { decodeHTMLStrict } from 'entities';
import type { MarkdownToken, Tokens } from './markdown.ts';
import type { Reading } from './reading.ts';

/** Notes an image of the issue, and that it has no words for those who do not see it. */
export function readImage(token: Tokens.Image, reading: Reading): { target: string; alt: string } {
  const target = decodeHTMLStrict(token.href);
  const alt = wordsOf(token.tokens ?? []).trim() || decodeHTMLStrict(token.text).trim();
  if (alt === '') reading.report('image-alt-missing', { target });
  reading.images.push({ target, place: reading.place() });
  return { target, alt };
}

/** The words of an image, which are shown without any marking. */
function wordsOf(tokens: readonly MarkdownToken[]): string {
  return tokens
    .map((token) => {
      if ('tokens' in token && token.tokens) return wordsOf(token.tokens);
      if (token.type === 'html') return token.raw;
      return 'text' in token ? decodeHTMLStrict(token.text) : ' ';
    })
    .join('');
}
