import { sampleFieldsOf } from '../../build/sample-message.ts';
import { fillHoles } from '../../personalise/fill-holes.ts';
import { type Change, type SectionDifference, compareTexts } from '../difference/compare-texts.ts';
import { fillWords } from '../fill-words.ts';
import { fold } from './fold.ts';
import { type Html, html } from './html.ts';
import type { IssueContext } from '../issue-context.ts';

/** What is otherwise than in the mail that went out last, by section. */
export function differenceSection(context: IssueContext): Html | null {
  const { voice, issue, edition, language, rendering } = context;
  const { page, words } = voice;
  if (!edition || !rendering.composition || ['draft', 'unclear'].includes(issue.state.kind)) return null;
  const sent = issue.sentText(language);
  if (sent === null) return fold('Difference', page.difference.title, html`<p>${page.difference.unknown}</p>`);
  const { template } = rendering.composition;
  const sample = sampleFieldsOf(template);
  const { sections, holes } = edition.issue;
  const headings = sections.map(({ number, title }) => `${number}. ${fillWords(title, holes, sample)}`);
  const differences = compareTexts(sent.text, fillHoles(template.text, sample), headings);
  const since = html`<p class="hint">${page.difference.since(words.time(sent.startedAt, issue.config.timezone))}</p>`;
  const content =
    differences.length === 0 ? html`<p>${page.difference.none}</p>` : differences.map((each) => section(each, context));
  const count = differences.reduce((sum, { changes }) => sum + changes.length, 0);
  return fold('Difference', page.difference.title, html`${since}${content}`, { mark: count === 0 ? '' : String(count) });
}

function section({ title, changes }: SectionDifference, { voice: { page }, language }: IssueContext): Html {
  return html`${title === null ? html`<h3>${page.difference.outside}</h3>` : html`<h3 lang="${language}">${title}</h3>`}
  ${changes.map((each) => html`<p class="change" lang="${language}">${change(each)}</p>`)}`;
}

function change(words: Change): Html[] {
  return words.map(({ kind, words: text }) => {
    if (kind === 'same') return html`${shorten(text)}`;
    return kind === 'added' ? html`<ins>${text}</ins>` : html`<del>${text}</del>`;
  });
}

/** Characters of unchanged words that are shown around a change. */
const AROUND = 60;

function shorten(text: string): string {
  if (text.length <= AROUND * 2 + 10) return text;
  return `${text.slice(0, AROUND).replace(/\S*$/, '')}… ${text.slice(-AROUND).replace(/^\S*\s/, '')}`;
}
