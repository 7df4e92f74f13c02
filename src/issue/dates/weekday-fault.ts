import { isoDay, weekdayOf } from './calendar.ts';
import type { Lexicon } from './lexicon.ts';
import { nextDay } from './resolve-days.ts';
import { DateScanner, type WrittenDay } from './scan-date.ts';

/**
 * Whether words at an offset are a weekday with a date, and that date is of another weekday; `day` is the one meant. Without a year it may
 * be the next one after the date, or the one that has just been.
 */
export function weekdayFault(
  text: string,
  offset: number,
  words: Lexicon,
  after: string,
): { day: string; end: number } | undefined {
  const scanner = new DateScanner(text, words, offset);
  const weekday = scanner.weekday();
  const letters = /^\p{L}*/u.exec(text.slice(offset))![0].length;
  if (weekday === null || letters < words.leastLetters || isLastYear(text.slice(0, offset))) return undefined;
  const written = scanner.plainDay();
  const meant = written ? daysMeant(written, after) : [];
  if (meant.length === 0 || meant.some((day) => weekdayOf(day) === weekday)) return undefined;
  return { day: meant.at(-1)!, end: scanner.offset };
}

/** Words that say that the day is long past. */
function isLastYear(before: string): boolean {
  return /(?:viime vuo|vuoden takai|vuosi sitten|vuonna|förra året|i fjol|last year|år)[^.!?]*$/i.test(before);
}

function daysMeant({ day, month, year }: Omit<WrittenDay, 'weekday'>, after: string): string[] {
  if (year !== null) return [isoDay(year, month!, day)].flatMap((found) => found ?? []);
  const next = nextDay(month!, day, after);
  const last = previousDay(month!, day, after);
  if (next === undefined) return [];
  return last !== undefined && distance(last, after) < distance(after, next) ? [next, last] : [next];
}

function previousDay(month: number, day: number, before: string): string | undefined {
  const year = Number(before.slice(0, 4));
  return [isoDay(year, month, day), isoDay(year - 1, month, day)].find((found) => found !== undefined && found < before);
}

function distance(from: string, to: string): number {
  return Date.parse(to) - Date.parse(from);
}
