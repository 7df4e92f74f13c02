import { formatPageState } from '../page-state.ts';
import { fold } from './fold.ts';
import { type Html, html } from './html.ts';
import type { IssueContext } from '../issue-context.ts';

/** One file with what is seen, for a colleague who has none of this. */
export function handOnSection({ voice: { page }, issue, state, reader, rendering }: IssueContext): Html | null {
  if (!rendering.composition) return null;
  const personal = reader.kind === 'real' ? html`<p class="hint warning">${page.handOn.personal}</p>` : null;
  const content = html`<p>
      <a class="button" href="/hand-on/${issue.slug}${formatPageState(state)}" download="${issue.slug}.html"
        >${page.handOn.save}</a
      >
    </p>
    <p class="hint">${page.handOn.about}</p>
    ${personal}`;
  return fold('HandOn', page.handOn.title, content);
}
