import { describeProblem } from '../../words/describe-problem.ts';
import { hidePeople } from './hide-people.ts';
import { type Html, html } from './html.ts';
import type { IssueContext } from '../issue-context.ts';
import { formatPlace } from './problem-place.ts';

/** Why what is shown is older than what the files say: in words, with the line that has to be mended. */
export function trouble(context: IssueContext): Html | null {
  const { voice, issue, rendering, state } = context;
  const { page, words } = voice;
  if (issue.gone) {
    const { movedTo } = issue.gone;
    const link = movedTo === null ? null : html`<p><a href="/issues/${movedTo}">${page.trouble.movedTo(movedTo)}</a></p>`;
    return html`<div class="trouble" role="alert">
      <h2>${page.trouble.gone(issue.file)}</h2>
      ${link}
      <p>${shown(context)}</p>
    </div>`;
  }
  if (rendering.trouble.length === 0) return null;
  const items = rendering.trouble.slice(0, MOST).map((problem) => {
    const line = problem.place && issue.sourceLine(problem.place);
    return html`<li>
      <p>
        ${problem.place ? html`<b>${formatPlace(problem.place, page)}</b> ` : null}${describeProblem(state.real ? problem : hidePeople(problem), words)}
      </p>
      ${line === undefined || line.trim() === '' ? null : html`<pre tabindex="0"><code>${line}</code></pre>`}
    </li>`;
  });
  return html`<div class="trouble" role="alert">
    <h2>${page.trouble.unreadable}</h2>
    <ul>
      ${items}
    </ul>
    <p>${shown(context)}</p>
  </div>`;
}

/** Problems that are shown over the issue; all of them stand in the panel. */
const MOST = 3;

function shown({ voice: { page, words }, rendering, issue }: IssueContext): string {
  if (!rendering.composition) return page.trouble.nothing;
  if (issue.isGuess) return page.trouble.guess;
  return page.trouble.lastGood(words.time(rendering.madeAt, issue.config.timezone));
}
