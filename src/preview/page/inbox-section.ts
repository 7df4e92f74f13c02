import { fillHoles } from '../../personalise/fill-holes.ts';
import { fillWords } from '../fill-words.ts';
import { type Inbox, type InboxLine, inboxesOf } from '../inbox/inboxes.ts';
import { visibleWords } from '../inbox/visible-words.ts';
import { fold } from './fold.ts';
import { type Html, html } from './html.ts';
import type { IssueContext } from '../issue-context.ts';

/** Subject and preheader as inboxes show them, and what they cut off. */
export function inboxSection(context: IssueContext): Html | null {
  const { voice, edition, rendering, fields } = context;
  const { page } = voice;
  if (!edition || !rendering.composition) return null;
  const { template } = rendering.composition;
  const { summary } = edition.issue;
  const preheader =
    summary === ''
      ? visibleWords(fillHoles(template.html, fields)).slice(0, BEGINNING)
      : fillWords(summary, edition.issue.holes, fields);
  const inboxes = inboxesOf(fillHoles(template.subject, fields), preheader);
  const missing = summary === '' ? html`<p class="hint">${page.inbox.noSummary}</p>` : null;
  const content = html`${missing}${inboxes.map((inbox) => card(inbox, template.sender.from.name, context))}
    <p class="hint">${page.inbox.about}</p>`;
  return fold('Inbox', page.inbox.title, content);
}

/** Characters of a message without a preheader that inboxes show at most. */
const BEGINNING = 110;

function card({ kind, subject, preheader }: Inbox, from: string, { voice: { page }, language }: IssueContext): Html {
  const line = (name: string, { shown, cut }: InboxLine): Html =>
    html`<span class="${name}">${shown}</span>${cut === '' ? null : html` <span class="cut">${page.inbox.cut(cut)}</span>`}`;
  return html`<figure class="inbox ${kind}">
    <figcaption>${page.inbox.kinds[kind]}</figcaption>
    <div class="message" lang="${language}">
      <b class="from">${from}</b> ${line('subject', subject)} ${line('preheader', preheader)}
    </div>
  </figure>`;
}
