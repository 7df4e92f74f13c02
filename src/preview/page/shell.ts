import type { IssueLanguage } from '../../config/config.ts';
import { type Html, html } from './html.ts';

/** What stands around every page of the preview. */
export interface Shell {
  readonly language: IssueLanguage;
  readonly title: string;
  /** Which page it is, for its script and style. */
  readonly page: 'start' | 'issue' | 'notice';
  readonly body: Html;
}

/** A notice does nothing, and where it stands in a frame it may not. */
const SCRIPT: Html = { html: '<script type="module" src="/assets/preview.js"></script>' };

export function shell({ language, title, page, body }: Shell): string {
  const made = html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        <link rel="icon" type="image/svg+xml" href="/assets/preview.svg" />
        <link rel="stylesheet" href="/assets/preview.css" />
        ${page === 'notice' ? null : SCRIPT}
      </head>
      <body class="${page}">
        ${body}
      </body>
    </html> `;
  return made.html;
}
