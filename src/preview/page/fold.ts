import { type Html, html } from './html.ts';

/** A part of the panel that can be folded away; its script keeps it as it was left. */
export function fold(id: string, title: string, content: Html, { isOpen = true, mark = '' } = {}): Html {
  const badge = mark === '' ? null : html` <span class="mark">${mark}</span>`;
  return html`<details id="${id}" ${isOpen ? html` open` : null}>
    <summary><h2>${title}${badge}</h2></summary>
    <div class="folded">${content}</div>
  </details> `;
}
