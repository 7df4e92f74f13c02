import { decodeEntities, visibleWords } from './visible-words.ts';

/** A link as it stands in a message: its words, and where it leads. */
export interface ShownLink {
  readonly words: string;
  readonly target: string;
}

/** The links of composed HTML in reading order, but for those to places in the message itself; the same words and target count once. */
export function linksIn(html: string): ShownLink[] {
  const links = [...html.matchAll(/<a\b[^>]*\shref="([^"]*)"[^>]*>([\s\S]*?)<\/a>/gi)].map(([, target, content]) => ({
    words: visibleWords(content!),
    target: decodeEntities(target!),
  }));
  const distinct = new Map(links.map((link) => [`${link.words}\0${link.target}`, link]));
  return [...distinct.values()].filter(({ target }) => target !== '' && !target.startsWith('#'));
}
