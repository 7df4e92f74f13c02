import type { Issue } from '../../issue/issue.ts';
import { type Fields, fillHoles } from '../../personalise/fill-holes.ts';
import { fillWords } from '../fill-words.ts';
import type { IssueContext } from '../issue-context.ts';
import type { View } from '../page-state.ts';
import { emailPage } from './email-page.ts';
import { makeMessage } from './make-message.ts';
import { sourcePage, textPage } from './plain-page.ts';

/** Makes one view of an issue, as a page of its own; undefined while there is nothing to show, and for the web page, which has addresses of its own. */
export function makeFrame(context: IssueContext, view: View): string | undefined {
  const { issue, rendering, fields, language, theme, edition, voice } = context;
  const { composition } = rendering;
  if (!composition || !edition) return undefined;
  const title = voice.page.views[view];
  switch (view) {
    case 'web':
      return undefined;
    case 'text':
      return textPage(fillHoles(composition.template.text, fields), language, title, headingsOf(edition.issue, fields));
    case 'source':
      return sourcePage(makeMessage(context)!.raw.toString('utf8'), title, voice.page.leftOut);
    default: {
      const query = new URLSearchParams({ language, theme }).toString().replaceAll('&', '&amp;');
      return emailPage(composition, fields, view, (filename) => `/files/${issue.slug}/${filename}?${query}`);
    }
  }
}

/** The lines that sections begin with in the text, by their anchors. */
function headingsOf({ sections, holes }: Issue, fields: Fields): Map<string, string> {
  return new Map(sections.map(({ number, title, anchor }) => [anchor, `${number}. ${fillWords(title, holes, fields)}`]));
}
