import type { Voice } from '../studio.ts';
import { html } from './html.ts';
import { shell } from './shell.ts';

/** A page that says one thing and leads back to the start. */
export function noticePage({ language, page }: Voice, title: string, words: string): string {
  return shell({
    language,
    title,
    page: 'notice',
    body: html`<main class="notice">
      <h1>${title}</h1>
      <p>${words}</p>
      <p><a href="/" target="_top">${page.allIssues}</a></p>
    </main>`,
  });
}
