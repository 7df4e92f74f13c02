import { type RangeContext, isNumberOfSomething, timeOf } from './range-context.ts';

const DATE = String.raw`\d{1,2}\.(?:\d{1,2}\.)?(?:\d{4})?`;
const TIME = String.raw`\d{1,2}[.:]\d{2}`;
const NUMBER = String.raw`\d{1,3}(?:[ \u00a0]\d{3})+|\d{1,4}(?:,\d+)?`;
const END = `(?:${DATE}|${TIME}|${NUMBER})`;
const RANGE = new RegExp(`(?<![\\p{L}\\d.,:/_+@#()–=*×^<>-])(${END})-(${END})(?!-?\\d|[/_]|\\.\\p{L}|(?<=\\.)\\p{L})`, 'gu');

/**
 * `12-16` → `12–16`, also of dates, times and amounts. A telephone number, an ISO date, a version, a code and what does not grow keep their
 * hyphen; only hours and weeks may begin anew. Days and clock times must be possible ones.
 */
export function setRanges(text: string): string {
  return text.replace(RANGE, (written, from: string, to: string, offset: number) => {
    const end = offset + written.length;
    const context = { before: text.slice(Math.max(offset - NEAR, 0), offset), after: text.slice(end, end + NEAR), from, to };
    return isRange(context) ? `${from}–${to}` : written;
  });
}

/** So many characters before and after say what two numbers are. */
const NEAR = 40;

function isRange(context: RangeContext): boolean {
  if (isNumberOfSomething(context)) return false;
  const { from, to } = context;
  const time = timeOf(context);
  const isDays = /^\d{1,2}\.$/.test(from) || !/^\d{1,2}\.$/.test(to);
  if (time !== 'clock' && isDays && isDate(from) && isDate(to)) return true;
  if (time === 'clock') return hourOf(from) !== undefined && hourOf(to) !== undefined;
  if (time === 'hours' && hourOf(from) !== undefined && hourOf(to) !== undefined) return true;
  if (time === 'weeks' && isWeek(from) && isWeek(to)) return true;
  if (isClock(from) && isClock(to)) return true;
  if (isClock(from) || isClock(to)) return isTimeAndHour(from, to) || isDayAndDate(from, to);
  return isDayAndDate(from, to) || isGrowing(from, to);
}

/** `25.`, `25.1.`, `25.1`, `25.1.2022` or `1.2022`, of the calendar. */
function isDate(written: string): boolean {
  const monthAndYear = /^(\d{1,2})\.\d{4}$/.exec(written);
  if (monthAndYear) return isWithin(monthAndYear[1], 1, 12);
  const match = /^(\d{1,2})\.(?:(\d{1,2})\.?)?(?:\d{4})?$/.exec(written);
  return match !== null && isWithin(match[1], 1, 31) && (match[2] === undefined || isWithin(match[2], 1, 12));
}

/** `9.30` or `9:30`, and the same at the end of a sentence. */
function isClock(written: string): boolean {
  const match = /^(\d{1,2})[.:](\d{2})\.?$/.exec(written);
  return match !== null && isWithin(match[1], 0, 24) && isWithin(match[2], 0, 59);
}

/** The hour of a clock time, or a number that may be an hour. */
function hourOf(written: string): number | undefined {
  const match = /^(\d{1,2})(?:[.:]\d{2})?\.?$/.exec(written);
  if (!match || !isWithin(match[1], 0, 24)) return undefined;
  return /[.:]\d/.test(written) && !isClock(written) ? undefined : Number(match[1]);
}

function isWeek(written: string): boolean {
  return /^\d{1,2}\.?$/.test(written) && isWithin(written, 1, 53);
}

/** `9.30-11` and `12-16.30` during the day, by quarters of an hour: `1.22-4` is a version. With a colon also verses: `3:16-18`. */
function isTimeAndHour(from: string, to: string): boolean {
  const verses = /^\d{1,3}:(\d{2})$/.exec(from);
  if (verses && /^\d{1,2}\.?$/.test(to) && Number.parseInt(to) > Number(verses[1])) return true;
  const [first, last] = [hourOf(from), hourOf(to)];
  const isQuarter = [from, to].some((written) => /^\d{1,2}[.:](?:00|15|30|45)\.?$/.test(written));
  return isQuarter && first !== undefined && last !== undefined && first >= EARLIEST && first < last;
}

const EARLIEST = 6;

/** `12-18.1.` and `12.-18`. */
function isDayAndDate(from: string, to: string): boolean {
  if (/^\d{1,2}\.$/.test(from)) return /^\d{1,2}$/.test(to) && isWithin(to, Number.parseInt(from) + 1, 31);
  return /^[1-9]\d?$/.test(from) && isWithin(from, 1, 31) && /\.\d/.test(to) && isDate(to);
}

function isGrowing(from: string, to: string): boolean {
  const [first, last] = [amountOf(from), amountOf(to)];
  return first !== undefined && last !== undefined && first < last;
}

/** Undefined for what is no plain number. A point after it ends the sentence. */
function amountOf(written: string): number | undefined {
  const plain = written.replace(/\.$/, '');
  return /^[\d ,\u00a0]+$/.test(plain) ? Number(plain.replace(/[ \u00a0]/g, '').replace(',', '.')) : undefined;
}

function isWithin(written: string | undefined, least: number, most: number): boolean {
  return Number.parseInt(written ?? '') >= least && Number.parseInt(written ?? '') <= most;
}
