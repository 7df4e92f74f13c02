import type { IssueLanguage } from '../../config/config.ts';
import type { Place } from '../../problem/problem.ts';
import { LEXICONS } from '../dates/lexicon.ts';
import { plainDate } from '../dates/scan-date.ts';
import { weekdayFault } from '../dates/weekday-fault.ts';
import type { Reading } from './reading.ts';

/** Words that say nothing about where a link leads, to those who hear the links of a page one after the other. */
const VAGUE: ReadonlySet<string> = new Set(
  [
    'lue lisää, lue tästä, lisää, tästä, täältä, täällä, tähän, klikkaa, klikkaa tästä, katso lisää',
    'läs mer, läs här, mer, här, klicka här, se mer',
    'read more, more, here, click here, see more, learn more',
  ].flatMap((words) => words.split(', ')),
);

/** Warns of a link that does not say where it leads (WCAG 2.4.4 asks for its purpose, 2.4.9 for it from the link alone). */
export function checkLinkWords(words: string, reading: Reading, place: Place): void {
  const plain = words
    .trim()
    .replace(/[\s.:!…»>→]+$/u, '')
    .toLowerCase();
  if (VAGUE.has(plain)) reading.report('link-vague', { text: words.trim() }, place);
}

/** Reports each weekday in a text that does not go with the date behind it. */
export function checkWeekdays(text: string, reading: Reading): void {
  const { language, after } = reading.dates;
  if (after === '' || !/\d/.test(text)) return;
  const plain = plainDate(text);
  for (const { index } of plain.matchAll(weekdays(language))) {
    const fault = weekdayFault(plain, index, LEXICONS[language], after);
    if (!fault) continue;
    const written = text.slice(index, fault.end).trim();
    reading.moveTo(written);
    reading.report('date-weekday', { written, day: fault.day });
  }
}

const patterns = new Map<IssueLanguage, RegExp>();

/** Weekdays that something follows. */
function weekdays(language: IssueLanguage): RegExp {
  const names = LEXICONS[language].weekdays.join('|');
  const pattern = patterns.get(language) ?? new RegExp(`(?<![\\p{L}\\d])(?:${names})\\.?,? (?=[\\p{L}\\d])`, 'giu');
  patterns.set(language, pattern);
  return pattern;
}
