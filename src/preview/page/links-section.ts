import { fillHoles } from '../../personalise/fill-holes.ts';
import { linksIn } from '../inbox/links-in.ts';
import { fold } from './fold.ts';
import { type Html, html } from './html.ts';
import type { IssueContext } from '../issue-context.ts';

/** What may be followed from here; anything else is a problem of the issue, and stands there as words. */
const LEADS = /^(?:https?|mailto|tel):/i;

/** Every link of the message with where it leads, to be read through and tried. */
export function linksSection({ voice: { page }, rendering, fields, language }: IssueContext): Html | null {
  if (!rendering.composition) return null;
  const links = linksIn(fillHoles(rendering.composition.template.html, fields));
  const items = links.map(
    ({ words, target }) =>
      html`<li>
        <span>${words === '' ? page.links.noWords : words}</span>
        ${LEADS.test(target) ? html`<a href="${target}" target="_blank" rel="noopener noreferrer">${target}</a>` : html`<code>${target}</code>`}
      </li>`,
  );
  const content =
    items.length === 0
      ? html`<p>${page.links.none}</p>`
      : html`<ul class="links" lang="${language}">
          ${items}
        </ul>`;
  return fold('Links', page.links.title, content, { isOpen: false, mark: String(items.length) });
}
