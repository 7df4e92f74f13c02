import { escapeHtml } from './escape-html.ts';

/** Where an event is, as HTML: an address on the web is a link. `text` writes the other words. */
export function renderPlace(where: string, text: (words: string) => string = escapeHtml): string {
  return where
    .split(/(https?:\/\/\S*[^\s.,;)])/)
    .map((part, index) => (index % 2 === 0 ? text(part) : `<a href="${escapeHtml(part)}">${escapeHtml(part)}</a>`))
    .join('');
}
