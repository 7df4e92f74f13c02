import type { Counts } from '../../ledger/recipient.ts';
import { isError } from '../../problem/problem.ts';
import { allProblems } from './all-problems.ts';
import { type Html, html } from './html.ts';
import type { IssueContext } from '../issue-context.ts';
import { stateWords } from './state-words.ts';

/** How the issue stands, and what there is to do next. */
export function nextStep(context: IssueContext): Html {
  const { issue, rendering, voice } = context;
  const { next } = voice.page;
  const problems = allProblems(context);
  const errors = problems.filter(isError).length;
  const warnings = problems.length - errors;
  const { state, slug } = issue;
  const said = stateWords(state, voice, issue.config.timezone);
  if (issue.gone) return box('bad', next.gone, said, [next.whenGone]);
  if (rendering.trouble.length > 0) return box('bad', next.unreadable, said, [next.mendFirst]);
  if (state.kind === 'sending') return box('busy', next.sending, said, [next.whileSending], [`newsletter status ${slug}`]);
  if (state.kind === 'stopped')
    return box('bad', next.stopped(leftOf(state.counts)), said, [next.whenStopped], [`newsletter send ${slug}`]);
  if (state.kind === 'sent' || state.kind === 'recorded')
    return box('done', next.sent, said, [next.afterSending], [`newsletter send ${next.correction} --to accepted:${slug}`]);
  if (errors > 0) return box('bad', next.errors(errors), said, [next.mendErrors]);
  const steps = [
    ...(warnings > 0 ? [next.warnings(warnings)] : []),
    next.readThrough,
    ...(issue.config.testAddresses.length > 0 ? [next.thenTest] : []),
    next.thenSend(issue.recipients.length),
    ...(issue.config.smtp ? [] : [next.thenRehearse]),
  ];
  return box('good', next.ready, said, steps, [`newsletter send ${slug} --dry-run`, `newsletter send ${slug}`]);
}

function leftOf({ queued, attempting, deferred }: Counts): number {
  return queued + attempting + deferred;
}

function box(
  kind: 'good' | 'bad' | 'busy' | 'done',
  title: string,
  said: string,
  steps: readonly string[],
  commands: readonly string[] = [],
): Html {
  return html`<section class="next ${kind}" aria-labelledby="Next">
    <p class="state">${said}</p>
    <h2 id="Next">${title}</h2>
    ${steps.map((step) => html`<p>${step}</p>`)}
    ${commands.map((command) => html`<p class="command" tabindex="0"><code>${command}</code></p>`)}
  </section> `;
}
