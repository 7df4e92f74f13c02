import type { Subscriber } from '../../subscribers/subscriber.ts';
import { findRecipients } from '../reader/find-recipients.ts';
import { readerId } from '../reader/reader.ts';
import { SYNTHETIC } from '../reader/synthetic.ts';
import { columnsOf, worstRecipients } from '../reader/worst-recipients.ts';
import { formatPageState } from '../page-state.ts';
import { fold } from './fold.ts';
import { type Html, html } from './html.ts';
import { type IssueContext, linkTo } from '../issue-context.ts';

/** As whom the issue is read: somebody invented, or, when that is asked for, anybody on its lists. */
export function readerSection(context: IssueContext): Html | null {
  const { voice, issue, state, reader, rendering } = context;
  const { page } = voice;
  if (!rendering.composition) return null;
  const columns = columnsOf(rendering.composition.template);
  const synthetic = SYNTHETIC.map((kind) => choice(context, kind, page.readers.synthetic[kind], reader.kind === kind));
  const alike = columns.length === 0 ? html`<p class="hint">${page.readers.alike}</p>` : null;
  const real = state.real
    ? recipients(context)
    : html`<p>
          <a class="button" href="${linkTo(context, { real: true })}" data-stay
            >${page.readers.showReal(issue.recipients.length)}</a
          >
        </p>
        <p class="hint">${page.readers.realHint}</p>`;
  const content = html`${alike}
    <ul class="readers">
      ${synthetic}
    </ul>
    ${issue.recipients.length === 0 ? html`<p class="hint">${page.readers.nobody}</p>` : real}`;
  return fold('Readers', page.readers.title, content, { isOpen: columns.length > 0 || state.real });
}

function choice(context: IssueContext, id: string, words: string, isCurrent: boolean): Html {
  return html`<li>
    <a href="${linkTo(context, { as: id })}" data-stay${isCurrent ? html` aria-current="true"` : null}>${words}</a>
  </li>`;
}

/** The way through the lists: before and behind, the worst, and whoever is looked for. */
function recipients(context: IssueContext): Html {
  const { voice, issue, state, reader, key, rendering } = context;
  const { readers } = voice.page;
  const all = issue.recipients;
  const at = reader.kind === 'real' ? reader.position : -1;
  const { longest, emptiest } = worstRecipients(all, rendering.composition!.template);
  const go = (words: string, to: Subscriber | undefined): Html =>
    to
      ? html`<li><a class="button" href="${linkTo(context, { as: readerId(to, key) })}" data-stay>${words}</a></li>`
      : html`<li><span class="button off">${words}</span></li>`;
  const current =
    reader.kind === 'real'
      ? html`<p class="current">
          <b>${nameOf(reader.subscriber)}</b> <span>${reader.subscriber.address}</span>
          <span>${readers.position(at + 1, all.length)}</span>
        </p>`
      : null;
  return html`${current}
    <ul class="buttons">
      ${go(readers.previous, all[at < 0 ? all.length - 1 : at - 1])}${go(readers.next, all[at + 1])}${go(readers.longest, longest)}${go(readers.emptiest, emptiest)}
    </ul>
    <form method="get" action="/issues/${issue.slug}" data-stay role="search">
      ${[...new URLSearchParams(formatPageState({ ...state, find: '' })).entries()].map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
      <label for="Find">${readers.find}</label>
      <input id="Find" name="find" type="search" value="${state.find}" autocomplete="off" data-live-search />
      <button type="submit">${readers.search}</button>
    </form>
    ${state.find.trim() === '' ? null : matches(context)}
    <p><a href="${linkTo(context, { real: false, find: '', as: 'columns' })}" data-stay>${readers.hideReal}</a></p>`;
}

/** Recipients that a search shows. */
const MOST = 10;

function matches(context: IssueContext): Html {
  const { issue, state, voice, key, reader } = context;
  const found = findRecipients(state.find, issue.recipients);
  const items = found.slice(0, MOST).map((subscriber) => {
    const id = readerId(subscriber, key);
    return choice(context, id, `${nameOf(subscriber)} ${subscriber.address}`.trim(), reader.kind === 'real' && reader.id === id);
  });
  return html`<p role="status">${voice.page.readers.found(found.length, items.length)}</p>
    <ul class="readers">
      ${items}
    </ul>`;
}

function nameOf({ fields }: Subscriber): string {
  return fields['organisation'] || fields['name'] || '';
}
