import { bar } from './bar.ts';
import { differenceSection } from './difference-section.ts';
import { handOnSection } from './hand-on-section.ts';
import { html } from './html.ts';
import { inboxSection } from './inbox-section.ts';
import { type IssueContext, titleOf } from '../issue-context.ts';
import { lengthSection } from './length-section.ts';
import { linksSection } from './links-section.ts';
import { nextStep } from './next-step.ts';
import { pane } from './pane.ts';
import { problemsSection } from './problems-section.ts';
import { readerSection } from './reader-section.ts';
import { shell } from './shell.ts';
import { testSection } from './test-section.ts';
import { trouble } from './trouble.ts';

/** The page that an author keeps beside the editor: the issue as others will see it, and all that there is to know of it. */
export function issuePage(context: IssueContext): string {
  const { voice, issue, state } = context;
  const title = titleOf(context);
  const body = html`<a class="skip" href="#Panel">${voice.page.skip}</a>
    ${bar(context)}
    <main
      id="Main"
      tabindex="-1"
      class="${state.second ? 'stage double' : 'stage'}"
      data-parts="${JSON.stringify(partsOf(context))}"
      data-slug="${issue.slug}"
    >
      ${trouble(context)}
      <div class="panes">
        ${pane(context, 'first', state.first)} ${state.second ? pane(context, 'second', state.second) : null}
      </div>
    </main>
    <aside id="Panel" tabindex="-1" aria-label="${voice.page.panel}">
      ${nextStep(context)} ${problemsSection(context)} ${inboxSection(context)} ${readerSection(context)}
      ${lengthSection(context)} ${linksSection(context)} ${differenceSection(context)} ${testSection(context)}
      ${handOnSection(context)}
    </aside>`;
  return shell({ language: voice.language, title: `${title} – ${voice.page.title}`, page: 'issue', body });
}

/** Where the parts begin, by line of the file: the way from a problem to its place. */
function partsOf({ edition }: IssueContext): object[] {
  return edition?.issue.sections.map(({ anchor, line }) => ({ anchor, line })) ?? [];
}
