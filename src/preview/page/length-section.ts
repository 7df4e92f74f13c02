import { HTML_LIMIT, HTML_WARNING } from '../../check/check-copies.ts';
import { fillHoles } from '../../personalise/fill-holes.ts';
import { readingTime } from '../inbox/reading-time.ts';
import { sizeOf } from './all-problems.ts';
import { fold } from './fold.ts';
import { type Html, html } from './html.ts';
import type { IssueContext } from '../issue-context.ts';

/** How large the message is beside what Gmail shows of one, and how long it takes to read. */
export function lengthSection(context: IssueContext): Html | null {
  const { voice, rendering, fields, language } = context;
  const { page, words } = voice;
  if (!rendering.composition) return null;
  const { template } = rendering.composition;
  const size = sizeOf(context);
  const kind = size > HTML_LIMIT ? 'bad' : size > HTML_WARNING ? 'near' : 'good';
  const time = readingTime(fillHoles(template.text, fields), language);
  const content = html`<p id="Size">${page.length.size(words.bytes(size), words.bytes(HTML_LIMIT), page.length.sizes[kind])}</p>
    <meter
      class="${kind}"
      aria-labelledby="Size"
      min="0"
      max="${HTML_LIMIT}"
      high="${HTML_WARNING}"
      low="${HTML_WARNING}"
      optimum="0"
      value="${Math.min(size, HTML_LIMIT)}"
    ></meter>
    <p>${page.length.reading(time.words, time.minutes)}</p>`;
  return fold('Length', page.length.title, content);
}
