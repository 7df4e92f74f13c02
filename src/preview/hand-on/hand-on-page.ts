import { posix } from 'node:path';
import { fillHoles } from '../../personalise/fill-holes.ts';
import { makeFrame } from '../frame/make-frame.ts';
import { fillWords } from '../fill-words.ts';
import { type IssueContext, titleOf } from '../issue-context.ts';
import { SANDBOX, paneWidth } from '../page/pane.ts';
import { type Html, html } from '../page/html.ts';
import { stateWords } from '../page/state-words.ts';
import type { Pane } from '../page-state.ts';
import { typeOf } from '../type-of.ts';
import { type FileOf, inlineFiles } from './inline-files.ts';

/** What the file may do: show what is in it. */
const POLICY =
  "default-src 'none'; img-src data:; style-src 'unsafe-inline'; frame-src 'self' about:; base-uri 'none'; form-action 'none'";

const STYLE = `:root{color-scheme:light dark}body{margin:0;padding:1rem;font:1rem/1.5 system-ui,sans-serif}h1{font-size:1.25rem;margin:.25rem 0}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1rem;margin:0 0 1rem}dd{margin:0}.panes{display:flex;flex-wrap:wrap;gap:1rem}
figure{margin:0;flex:1 1 auto}figcaption{font-weight:600;margin-bottom:.5rem}iframe{border:1px solid #8888;border-radius:8px;background:#fff;height:80vh;width:100%}
.phone{flex:0 1 auto}.phone iframe{width:375px;max-width:100%}@media(min-width:60rem){.desktop,.free{min-width:40rem}}`;

/** What is seen as one HTML file that loads nothing and runs nothing; undefined while there is nothing to see. */
export async function handOnPage(context: IssueContext): Promise<string | undefined> {
  const { voice, issue, state, rendering, fields, edition, reader, language } = context;
  const { page, words } = voice;
  if (!rendering.composition || !edition) return undefined;
  const { template } = rendering.composition;
  const panes = [state.first, ...(state.second ? [state.second] : [])];
  const shown = await Promise.all(panes.map((pane) => frameOf(context, pane)));
  const { subscriber } = reader.kind === 'real' ? reader : { subscriber: undefined };
  const who = subscriber
    ? `${subscriber.fields['organisation'] ?? ''} ${subscriber.address}`.trim()
    : page.readers.synthetic[reader.kind as 'usual'];
  const title = titleOf(context);
  const time = words.time(rendering.madeAt, issue.config.timezone);
  return html`<!doctype html>
    <html lang="${voice.language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta http-equiv="Content-Security-Policy" content="${POLICY}" />
        <meta name="robots" content="noindex" />
        <title>${title}</title>
        <style>
          ${raw(STYLE)}
        </style>
      </head>
      <body>
        <header>
          <p>${page.handOn.made(time)} ${stateWords(issue.state, voice, issue.config.timezone)}.</p>
          <h1 lang="${language}">${title}</h1>
          <dl>
            <dt>${page.handOn.subject}</dt>
            <dd>${fillHoles(template.subject, fields)}</dd>
            <dt>${page.handOn.preheader}</dt>
            <dd>${fillWords(edition.issue.summary, edition.issue.holes, fields)}</dd>
            <dt>${page.readers.title}</dt>
            <dd>${who}</dd>
          </dl>
        </header>
        <main class="panes">${shown}</main>
      </body>
    </html> `.html;
}

function raw(html: string): Html {
  return { html };
}

async function frameOf(context: IssueContext, shown: Pane): Promise<Html> {
  const { page } = context.voice;
  const made = shown.view === 'web' ? await webPage(context) : mail(context, shown);
  const name = page.paneName(page.views[shown.view], paneWidth(shown) === 'free' ? null : page.widths[shown.width]);
  return html`<figure class="${paneWidth(shown)}">
    <figcaption>${name}</figcaption>
    <p>${page.viewNotes[shown.view]}</p>
    <iframe title="${name}" sandbox="${SANDBOX}" srcdoc="${made}"></iframe>
  </figure>`;
}

function mail(context: IssueContext, { view }: Pane): string {
  const { template, published } = context.rendering.composition!;
  const fileOf: FileOf = (address) => {
    const name = posix.basename(address.split('?', 1)[0]!);
    const embedded = template.images.find(({ filename }) => filename === name);
    if (embedded) return { content: Buffer.from(embedded.base64, 'base64'), type: embedded.mediaType };
    const file = published.find(({ filename }) => filename === name);
    return file && { content: file.bytes, type: typeOf(name) };
  };
  return inlineFiles(makeFrame(context, view) ?? '', fileOf);
}

async function webPage({ issue, language, theme, voice }: IssueContext): Promise<string> {
  const page = await issue.webPage(language, theme);
  if (!page) return voice.page.notices.nothingYet;
  return inlineFiles(page.html, (address) => {
    const path = posix.join(posix.dirname(page.path), address);
    const content = page.files.get(path);
    return content === undefined ? undefined : { content, type: typeOf(path) };
  });
}
