import { isSlug } from '../../issue/find-issue.ts';
import { describeProblem } from '../../words/describe-problem.ts';
import { issueWords } from '../../words/issue-words.ts';
import type { Overview, OverviewRow, Voice } from '../studio.ts';
import { formatPlace } from './problem-place.ts';
import { hidePeople } from './hide-people.ts';
import { type Html, html } from './html.ts';
import { liveStatus } from './live-status.ts';
import { shell } from './shell.ts';
import { stateWords } from './state-words.ts';

/** All issues, how far each is, and what is wrong with it. */
export function startPage(voice: Voice, overview: Overview): string {
  const { page, words, language } = voice;
  const problems = overview.problems.map(
    (problem) =>
      html`<li>${problem.place ? `${formatPlace(problem.place, page)}: ` : null}${describeProblem(problem, words)}</li>`,
  );
  const body = html`<header class="bar">
      <div class="title">
        <h1>${page.start.title}</h1>
        <p class="organisation">${overview.organisation}</p>
        ${liveStatus(voice)}
      </div>
    </header>
    <main id="Main" class="start" tabindex="-1">
      ${
        problems.length === 0
          ? null
          : html`<div class="trouble" role="alert">
              <h2>${page.start.workspaceProblems}</h2>
              <ul>
                ${problems}
              </ul>
            </div>`
      }
      ${overview.issues.length === 0 ? nothing(voice) : table(voice, overview)}
      <p class="hint">${page.start.about}</p>
    </main>`;
  return shell({ language, title: `${page.start.title} – ${page.title}`, page: 'start', body });
}

function nothing({ page }: Voice): Html {
  return html`<section class="empty">
    <h2>${page.start.none}</h2>
    <p>${page.start.firstIssue}</p>
    <pre tabindex="0"><code>${page.start.example}</code></pre>
  </section>`;
}

function table(voice: Voice, { issues, timezone }: Overview): Html {
  const { columns } = voice.page.start;
  return html`<table class="issues">
    <thead>
      <tr>
        <th scope="col">${columns.issue}</th>
        <th scope="col">${columns.date}</th>
        <th scope="col">${columns.state}</th>
        <th scope="col">${columns.problems}</th>
      </tr>
    </thead>
    <tbody>
      ${issues.map((row) => line(row, voice, timezone))}
    </tbody>
  </table>`;
}

function line({ slug, file, title, date, languages, state, found }: OverviewRow, voice: Voice, timezone: string): Html {
  const { page } = voice;
  const { columns } = page.start;
  const also = languages.length > 1 ? html` <span class="languages">${languages.join(', ')}</span>` : null;
  const name = title || slug;
  return html`<tr${isSlug(slug) ? html` id="Issue-${slug}"` : null}>
    <th scope="row">${isSlug(slug) ? html`<a href="/issues/${slug}">${name}</a>` : name}${also}<span class="file">${file}</span></th>
    <td data-label="${columns.date}">${date === '' ? '–' : issueWords(voice.language).date(date)}</td>
    <td data-label="${columns.state}"><span class="state ${state.kind}">${stateWords(state, voice, timezone)}</span></td>
    <td data-label="${columns.problems}">${wrong(found, voice)}</td>
  </tr>`;
}

function wrong(found: OverviewRow['found'], { page, words }: Voice): Html {
  if (!found) return html`<span class="checking">${page.start.checking}</span>`;
  const { errors, warnings, first } = found;
  if (!first) return html`<span class="good">${page.start.fine}</span>`;
  const kind = errors > 0 ? 'bad' : 'near';
  return html`<span class="${kind}">${page.start.found(errors, warnings)}</span>
    <span class="first">${describeProblem(hidePeople(first), words)}</span>`;
}
