import { type Problem, isError } from '../../problem/problem.ts';
import { describeProblem } from '../../words/describe-problem.ts';
import { allProblems } from './all-problems.ts';
import { fold } from './fold.ts';
import { hidePeople } from './hide-people.ts';
import { type Html, html } from './html.ts';
import { type IssueContext, linkTo } from '../issue-context.ts';
import { formatPlace } from './problem-place.ts';

/** What is wrong, errors before warnings, each with the line and a way to its place in the issue. */
export function problemsSection(context: IssueContext): Html {
  const { page } = context.voice;
  const all = allProblems(context);
  const sorted = [...all.filter(isError), ...all.filter((problem) => !isError(problem))];
  const content =
    sorted.length === 0
      ? html`<p>${page.problems.none}</p>`
      : html`<ul class="problems">
          ${sorted.map((problem) => item(problem, context))}
        </ul>`;
  return fold('Problems', page.problems.title, content, { mark: sorted.length === 0 ? '' : String(sorted.length) });
}

function item(problem: Problem, context: IssueContext): Html {
  const { voice, issue } = context;
  const { page, words } = voice;
  const { place, severity } = problem;
  const line = place && issue.sourceLine(place);
  const where = place && html`<span class="where">${formatPlace(place, page)}</span> `;
  const label = html`<b class="${severity}">${words.severity[severity]}</b> ${where ?? null}`;
  const link = place && goTo(place.file, place.line, context);
  return html`<li>
    <p>
      ${link ? html`<a class="to-place" href="${link.href}" data-stay data-line="${link.line}" data-words="${line ?? ''}">${label}</a>` : label}
    </p>
    <p>${describeProblem(context.state.real ? problem : hidePeople(problem), words)}</p>
    ${line === undefined || line.trim() === '' ? null : html`<p class="source"><code>${line.trim()}</code></p>`}
  </li>`;
}

/** A place in a text of the issue; undefined for what is in no text that is shown. */
function goTo(file: string, line: number | undefined, context: IssueContext): { href: string; line: number } | undefined {
  const { issue, state, reader } = context;
  const edition = issue.editions.find(({ issue: each }) => each.file === file);
  if (!edition || line === undefined) return undefined;
  const { language } = edition.issue;
  const first = state.first.view === 'source' ? { first: { ...state.first, view: 'email' as const } } : {};
  const isShown = language === context.language;
  const as = !isShown && reader.kind === 'real' ? { as: 'columns' } : {};
  return { href: linkTo(context, { ...first, ...as, ...(isShown ? {} : { language }) }), line };
}
