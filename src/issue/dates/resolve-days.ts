import { addDays, isoDay, mondayOfWeek, weekdayOf } from './calendar.ts';
import type { WrittenDay } from './scan-date.ts';
import type { When, WhenFault } from './when.ts';

/** The days that are meant by one or by the two ends of a range; a part that the first leaves out is that of the last. */
export function resolveDays(
  start: WrittenDay,
  end: WrittenDay | null,
  after: string,
): { first: string; last: string | null } | WhenFault {
  const month = start.month ?? end?.month;
  if (!month) return { fault: 'unreadable' };
  const isOverNewYear = end?.month != null && end.month < month;
  const year = start.year ?? (end?.year == null ? null : end.year - (isOverNewYear ? 1 : 0));
  const first = dayOf({ ...start, month, year }, after);
  if (typeof first !== 'string' || !end) return typeof first === 'string' ? { first, last: null } : first;
  const last = dayOf(end, first);
  if (typeof last !== 'string') return last;
  return last < first ? { fault: 'backwards' } : { first, last };
}

function dayOf({ weekday, day, month, year }: WrittenDay, after: string): string | WhenFault {
  const found = year === null ? nextDay(month!, day, after) : isoDay(year, month!, day);
  if (found === undefined) return { fault: year === null && after === '' ? 'unreadable' : 'impossible' };
  return weekday !== null && weekday !== weekdayOf(found) ? { fault: 'weekday', day: found } : found;
}

/** The next such day of the calendar on or after another; the 29th of February may take eight years to come. */
export function nextDay(month: number, day: number, after: string): string | undefined {
  const year = Number(after.slice(0, 4));
  if (!year) return undefined;
  const candidates = Array.from({ length: 9 }, (_, more) => isoDay(year + more, month, day));
  return candidates.find((candidate) => candidate !== undefined && candidate >= after);
}

/** A week without a year is the next that is not over. */
export function weekAfter({ week, year }: { week: number; year: number | null }, after: string): When | WhenFault {
  if (year !== null) return weekOf(year, week);
  const first = Number(after.slice(0, 4));
  if (!first) return { fault: 'unreadable' };
  const candidates = [first, first + 1].map((each) => weekOf(each, week));
  return candidates.find((each) => 'kind' in each && each.kind === 'days' && each.last >= after) ?? { fault: 'impossible' };
}

/** Monday to Sunday of an ISO week. */
export function weekOf(year: number, week: number): When | WhenFault {
  const first = mondayOfWeek(year, week);
  return first === undefined ? { fault: 'impossible' } : { kind: 'days', first, last: addDays(first, 6) };
}
