import { type Html, html } from './html.ts';
import { type IssueContext, linkTo, titleOf } from '../issue-context.ts';
import { liveStatus } from './live-status.ts';

/** The top of an issue's page: which issue, in which language and look, one view or two. */
export function bar(context: IssueContext): Html {
  const { voice, state, language, theme } = context;
  const { page } = voice;
  return html`<header class="bar">
    <div class="title">
      <a class="back" href="/">${page.allIssues}</a>
      <h1 lang="${language}">${titleOf(context)}</h1>
      ${liveStatus(voice)}
    </div>
    <div class="choices">
      ${languages(context, language)} ${themes(context, theme)}
      <p class="beside">
        ${
          state.second
            ? html`<a href="${linkTo(context, { second: null })}" data-stay>${page.oneAtATime}</a>`
            : html`<a href="${linkTo(context, { second: { view: 'email', width: 'phone' } })}" data-stay>${page.sideBySide}</a>`
        }
      </p>
    </div>
  </header>`;
}

/** A recipient gets it in a language of their own; choosing one ends being that recipient. */
function languages(context: IssueContext, language: string): Html | null {
  const { issue, voice, reader, state } = context;
  if (issue.editions.length < 2) return null;
  const as = reader.kind === 'real' ? { as: 'columns' } : { as: state.as };
  const links = issue.editions.map(({ issue: { language: each } }) => {
    const isCurrent = each === language;
    return html`<li>
      <a
        href="${linkTo(context, { language: each, ...as })}"
        data-stay
        lang="${each}"
        ${isCurrent ? html` aria-current="true"` : null}
        >${NAMES[each]}</a
      >
    </li>`;
  });
  return html`<nav class="choice" aria-label="${voice.page.chooseLanguage}">
    <span aria-hidden="true">${voice.page.chooseLanguage}</span>
    <ul>
      ${links}
    </ul>
  </nav>`;
}

const NAMES = { fi: 'Suomi', sv: 'Svenska', en: 'English' } as const;

function themes(context: IssueContext, theme: string): Html | null {
  const { issue, voice } = context;
  if (issue.themes.length < 2) return null;
  const links = issue.themes.map((each) => {
    const isCurrent = each === theme;
    const to = linkTo(context, { theme: each === issue.theme ? null : each });
    return html`<li><a href="${to}" data-stay${isCurrent ? html` aria-current="true"` : null}>${each}</a></li>`;
  });
  return html`<nav class="choice" aria-label="${voice.page.chooseTheme}">
    <span aria-hidden="true">${voice.page.chooseTheme}</span>
    <ul>
      ${links}
    </ul>
  </nav>`;
}
