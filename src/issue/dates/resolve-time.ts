import { parseWallTime } from '../../clock/wall-time.ts';
import { addDays } from './calendar.ts';
import type { WrittenTime } from './scan-date.ts';
import type { Moment, When, WhenFault } from './when.ts';

/** `15:00` of both ends; a half of the day that stands only behind the end holds for the start as well, where that comes before it. */
export function onTheClock(start: WrittenTime, end: WrittenTime | null): { start: string; end: string | null } | undefined {
  const half = start.half ?? end?.half ?? null;
  const last = end && clockOf(end, end.half);
  const likely = clockOf(start, half);
  const first = start.half === null && half === 'pm' && last && likely && likely >= last ? clockOf(start, 'am') : likely;
  return first === undefined || first === '24:00' || (end && last === undefined)
    ? undefined
    : { start: first, end: last ?? null };
}

function clockOf({ hour, minute }: WrittenTime, half: 'am' | 'pm' | null): string | undefined {
  if (half !== null && (hour < 1 || hour > 12)) return undefined;
  const hours = half === null ? hour : (hour % 12) + (half === 'pm' ? 12 : 0);
  if (hours > 24 || minute > 59 || (hours === 24 && minute > 0)) return undefined;
  return `${String(hours).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

/** A time of day on the clocks of a zone; 24:00 is the beginning of the next day. */
export function momentAt(day: string, time: string, timezone: string): Moment | WhenFault {
  if (time === '24:00') return momentAt(addDays(day, 1), '00:00', timezone);
  const instant = parseWallTime(`${day} ${time}`, timezone, new Date(0));
  return instant === undefined ? { fault: 'clock-change', day, time } : { day, time, instant };
}

/** An end that is earlier than the start by the clock, with no day of its own, is on the next day, as of a night's event. */
export function until(start: Moment, last: string | null, time: string, timezone: string): When | WhenFault {
  const isNextDay = last === null && time <= start.time;
  const end = momentAt(last ?? (isNextDay ? addDays(start.day, 1) : start.day), time, timezone);
  if ('fault' in end) return end;
  const isTooLong = isNextDay && end.instant - start.instant > LONGEST_NIGHT;
  return end.instant <= start.instant || isTooLong ? { fault: 'backwards' } : { kind: 'time', start, end };
}

/** What is longer, in milliseconds, was written the wrong way round. */
const LONGEST_NIGHT = 12 * 3_600_000;
