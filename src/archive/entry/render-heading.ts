import { escapeHtml } from '../../markup/escape-html.ts';
import type { WebWords } from '../../words/web-words.ts';

/** The heading of a part, and beside it a link that can be copied: within, it would be read out with it. */
export function renderHeading(
  { title, number, anchor }: { readonly title: string; readonly number: number | null; readonly anchor: string },
  { linkTo }: WebWords,
): string {
  const numbered = number === null ? '' : `<span class="number">${number}.</span> `;
  const link = `<a class="anchor" href="#${anchor}" aria-label="${escapeHtml(linkTo(title))}">#</a>`;
  return `<div class="heading"><h2 id="${anchor}">${numbered}${escapeHtml(title)}</h2>${link}</div>`;
}
