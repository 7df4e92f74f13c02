import type { Voice } from '../studio.ts';
import { type Html, html } from './html.ts';

/** Says whether the page is still told of changes; its script changes the words. */
export function liveStatus({ page }: Voice): Html {
  const { waiting, on, lost } = page.live;
  return html`<p class="live" role="status" data-keep data-live="${on}" data-lost="${lost}"><span>${waiting}</span></p>`;
}
