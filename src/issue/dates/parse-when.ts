import type { IssueLanguage } from '../../config/config.ts';
import { LEXICONS } from './lexicon.ts';
import { resolveDays, weekAfter, weekOf } from './resolve-days.ts';
import { momentAt, onTheClock, until } from './resolve-time.ts';
import { DateScanner, type WrittenDay, type WrittenTime, plainDate } from './scan-date.ts';
import type { When, WhenFault } from './when.ts';

/** What a date is understood with: the language it is most likely in, the day that one without a year comes after, the clocks' zone. */
export interface DateSetting {
  readonly language: IssueLanguage;
  /** ISO; empty when it is not known, and then a date without a year cannot be understood. */
  readonly after: string;
  readonly timezone: string;
}

/**
 * Understands a date as people write it in Finnish, Swedish or English, or in ISO form: `ti 25.1.2022 klo 15–17`, `12.–18.1.2022`,
 * `viikolla 4/2022`, `tis 25.1 kl. 15–17`, `Tue 25 January 2022, 3–5 pm`, `2022-01-25 15:00`. A date without a year is the next one on
 * or after `after`. A remark in brackets may follow.
 */
export function parseWhen(written: string, setting: DateSetting): When | WhenFault {
  const text = written.trim().replace(/\s+/g, ' ').replace(BEFORE, '').replace(BEHIND, '');
  const iso = parseIso(text, setting);
  if (iso) return iso;
  const languages = new Set<IssueLanguage>([setting.language, 'fi', 'sv', 'en']);
  for (const language of languages) {
    const parsed = parseWords(new DateScanner(plainDate(text), LEXICONS[language]), setting);
    if (parsed) return parsed;
  }
  return { fault: 'unreadable' };
}

/** What is said of one end of a time and changes nothing about it. */
const BEFORE = /^(?:viimeistään|senast|från|by|before|until|from) (?=.*\d)/i;
const BEHIND = / (?:mennessä|alkaen|lähtien|asti|saakka|onwards)$| ?[–-]$/i;

export function isWhen(parsed: When | WhenFault): parsed is When {
  return 'kind' in parsed;
}

const ISO_DAY = String.raw`(\d{4}-\d{2}-\d{2})`;
const ISO_TIME = String.raw`(\d{1,2})[:.](\d{2})`;
const ISO = new RegExp(`^${ISO_DAY}(?:[T ]${ISO_TIME})?(?:\\s?[–/-]+\\s?(?:${ISO_DAY})?(?:[T ]?${ISO_TIME})?)?$`);

function parseIso(text: string, setting: DateSetting): When | WhenFault | undefined {
  const week = /^(\d{4})-W(\d{2})$/.exec(text);
  if (week) return weekOf(Number(week[1]), Number(week[2]));
  const match = ISO.exec(text);
  if (!match) return undefined;
  const [, first = '', hour, minute, second, endHour, endMinute] = match;
  const start: Written = { day: isoParts(first), time: timeOf(hour, minute) };
  const hasEnd = second !== undefined || endHour !== undefined;
  return resolve(start, hasEnd ? { day: second ? isoParts(second) : null, time: timeOf(endHour, endMinute) } : null, setting);
}

function isoParts(day: string): WrittenDay {
  const [year, month, date] = day.split('-').map(Number);
  return { weekday: null, year: year!, month: month!, day: date! };
}

function timeOf(hour: string | undefined, minute: string | undefined): WrittenTime | null {
  return hour === undefined ? null : { hour: Number(hour), minute: Number(minute), half: null };
}

/** One end of a range as it was written. */
interface Written {
  readonly day: WrittenDay | null;
  readonly time: WrittenTime | null;
}

/** Undefined when the words are not of this language. */
function parseWords(scanner: DateScanner, setting: DateSetting): When | WhenFault | undefined {
  const week = scanner.week();
  if (week) return scanner.isDone ? weekAfter(week, setting.after) : undefined;
  const weekday = scanner.weekday();
  const lastWeekday = weekday === null ? null : scanner.attempt(() => (scanner.dash() ? scanner.weekday() : null));
  const day = scanner.day() ?? scanner.bareDay();
  if (!day) return undefined;
  const time = day.month === null ? null : scanner.time();
  const start: Written = { day: { ...day, weekday }, time };
  const end = scanner.attempt(() => scanEnd(scanner, lastWeekday, time !== null));
  return scanner.isDone ? resolve(start, end, setting) : undefined;
}

/** What stands behind the dash. Hours behind the last of several days, as in `12.–13.1.2022 klo 9–15`, are those of each of them. */
function scanEnd(scanner: DateScanner, weekday: number | null, hasTime: boolean): Written | null {
  if (!scanner.dash()) return null;
  const onlyTime = hasTime ? scanner.attempt(() => lastTime(scanner)) : null;
  if (onlyTime) return { day: null, time: onlyTime };
  const own = scanner.weekday();
  const day = scanner.day();
  const time = day && scanner.time();
  if (time && !hasTime) scanner.attempt(() => (scanner.dash() ? scanner.time() : null));
  return day && { day: { ...day, weekday: own ?? weekday }, time };
}

/** `17.00` is a time where nothing follows it, and `17.1.` a day. */
function lastTime(scanner: DateScanner): WrittenTime | null {
  const time = scanner.time();
  return scanner.isDone ? time : null;
}

function resolve(start: Written, end: Written | null, setting: DateSetting): When | WhenFault {
  const days = resolveDays(start.day!, end?.day ?? null, setting.after);
  if ('fault' in days) return days;
  const { first, last } = days;
  if (!start.time) return { kind: 'days', first, last: last ?? first };
  const clocks = onTheClock(start.time, end?.time ?? null);
  if (!clocks) return { fault: 'impossible' };
  const from = momentAt(first, clocks.start, setting.timezone);
  if ('fault' in from || !end) return 'fault' in from ? from : { kind: 'time', start: from, end: null };
  if (!clocks.end) return { fault: 'unreadable' };
  return until(from, last, clocks.end, setting.timezone);
}
