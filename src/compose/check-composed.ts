import { type Problem, problem } from '../problem/problem.ts';
import { findForbidden } from './find-forbidden.ts';
import type { ThemeContext } from './theme-context.ts';

/** What a theme made of an issue, by its parts. */
export interface Composed {
  readonly html: string;
  readonly text: string;
  /** As problems call the theme's files. */
  readonly folder: string;
  /** What images may be fetched from, beside the message itself; null for nothing. */
  readonly archive: string | null;
}

/** Holds the result against what went into it: every word is there, readers can leave, nothing runs or is fetched from elsewhere. */
export function checkComposed({ html, text, folder, archive }: Composed, context: ThemeContext): Problem[] {
  const place = { file: `${folder}/email.mjml.hbs` };
  const words = new Set(wordsOf(withoutTags(html)));
  const shown = textsIn([context.title, context.introduction, context.sections]).join(' ');
  const missing = wordsOf(withoutTags(shown)).filter((word) => !words.has(word));
  const forbidden = findForbidden(html, archive);
  const { link } = context.unsubscribe;
  return [
    ...(missing.length > 0 ? [problem('theme-loses-text', { words: [...new Set(missing)] }, place)] : []),
    ...(forbidden === undefined ? [] : [problem('theme-forbidden', { found: forbidden }, place)]),
    ...(html.replaceAll('&amp;', '&').includes(`"${link}"`)
      ? []
      : [problem('theme-without-unsubscribe', { part: 'html' }, place)]),
    ...(text.includes(link) ? [] : [problem('theme-without-unsubscribe', { part: 'text' }, { file: `${folder}/email.txt.hbs` })]),
  ];
}

/** What a reader sees of a context: all its texts but those that say how, or where to. */
function textsIn(value: unknown, key = ''): string[] {
  if (typeof value === 'string') return UNSEEN.has(key) ? [] : [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([inner, each]) => textsIn(each, Array.isArray(value) ? key : inner));
}

/** The text part stands beside the same words in HTML; the words of an image may be its file's. */
const UNSEEN: ReadonlySet<string> = new Set([
  'kind',
  'anchor',
  'src',
  'alt',
  'link',
  'signup',
  'signupText',
  'calendar',
  'calendarText',
  'text',
]);

function withoutTags(html: string): string {
  return html.replace(/<!--[\s\S]*?-->|<style[\s\S]*?<\/style>|<[^>]*>|&#?\w+;/g, ' ');
}

/** Words of three letters or more: shorter ones are found in anything. What is a letter is not asked to the point, for speed. */
function wordsOf(text: string): string[] {
  return text.match(/[0-9A-Za-z\u00c0-\u1fff\u2c00-\ufdff]{3,}/g) ?? [];
}
