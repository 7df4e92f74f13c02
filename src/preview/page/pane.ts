import { type PageState, type Pane, VIEWS, type View, WIDTHS, type Width } from '../page-state.ts';
import { hasWebPage } from '../frame/has-web-page.ts';
import { type Html, html } from './html.ts';
import { type IssueContext, linkTo } from '../issue-context.ts';

/** What a frame may do: its links open beside the preview. It runs nothing. */
export const SANDBOX = 'allow-same-origin allow-popups allow-popups-to-escape-sandbox';

/** One look at the issue: which one, how wide, and the frame. */
export function pane(context: IssueContext, place: 'first' | 'second', shown: Pane): Html {
  const { page } = context.voice;
  const { view, width } = shown;
  const change = (other: Partial<Pane>): Partial<PageState> => ({ [place]: { ...shown, ...other } });
  const link = (to: Partial<PageState>, words: string, isCurrent: boolean): Html =>
    html`<li><a href="${linkTo(context, to)}" data-stay${isCurrent ? CURRENT : ''}>${words}</a></li>`;
  const source = frameAddress(context, view);
  const name = page.paneName(page.views[view], hasWidth(view) ? page.widths[width] : null);
  return html`<section class="pane ${place}" aria-label="${page.panes[place]}">
    <nav class="views" aria-label="${page.panes[place]}: ${page.chooseView}">
      <ul>
        ${VIEWS.map((each) => link(change({ view: each }), page.views[each], each === view))}
      </ul>
    </nav>
    <div class="about">
      <p class="caption">${captionOf(context, view)}</p>
      ${
        hasWidth(view)
          ? html`<ul class="widths" aria-label="${page.chooseWidth}">
              ${WIDTHS.map((each) => link(change({ width: each }), page.widths[each], each === width))}
            </ul>`
          : null
      }
      <p class="alone">
        <a href="${source}" target="_blank">${page.openAlone}</a
        >${view === 'source' ? html` <a href="${messageAddress(context)}" download="${context.issue.slug}.eml">${page.download}</a>` : null}
      </p>
    </div>
    <div class="holder" data-width="${paneWidth(shown)}">
      <iframe id="Frame-${place}" title="${name}" src="${source}" sandbox="${SANDBOX}" data-kind="${kindOf(view)}"></iframe>
    </div>
  </section>`;
}

/** What the view shows; of the web page also how it is published. */
function captionOf({ issue, edition, voice: { page } }: IssueContext, view: View): string {
  if (view !== 'web') return page.viewNotes[view];
  if (!hasWebPage(issue)) return page.notices.notPublishedText;
  return edition?.issue.unlisted ? `${page.viewNotes.web} ${page.unlistedNote}` : page.viewNotes.web;
}

const CURRENT: Html = { html: ' aria-current="true"' };

/** Views of one kind are changed in place; another kind is loaded. */
function kindOf(view: View): 'mail' | 'web' | 'plain' {
  return view === 'web' ? 'web' : view === 'text' || view === 'source' ? 'plain' : 'mail';
}

/** How wide a view is shown; `free` is as wide as there is room. */
export function paneWidth({ view, width }: Pane): Width | 'free' {
  return hasWidth(view) ? width : 'free';
}

function hasWidth(view: View): boolean {
  return kindOf(view) !== 'plain';
}

/** Where a frame gets its page from. */
function frameAddress({ issue, language, theme, state }: IssueContext, view: View): string {
  if (view === 'web') return `/frames/${issue.slug}/web/${language}/${Math.max(0, issue.themes.indexOf(theme))}/`;
  return `/frames/${issue.slug}/${view}?${queryOf(language, theme, state)}`;
}

/** Where the whole message is to be had, as it goes over the wire. */
function messageAddress({ issue, language, theme, state }: IssueContext): string {
  return `/messages/${issue.slug}?${queryOf(language, theme, state)}`;
}

/** A recipient is shown to whoever asked for recipients. */
function queryOf(language: string, theme: string, { as, real }: PageState): string {
  return new URLSearchParams({ language, theme, as, ...(real && { real: '1' }) }).toString();
}
