import type { Place } from '../../problem/problem.ts';
import { nearestName } from '../../source/nearest-name.ts';
import { asciiSlug } from '../../source/ascii-slug.ts';
import type { Event } from '../block.ts';
import { anchorOf } from '../body/anchor.ts';
import { checkLink } from '../body/check-link.ts';
import type { DirectiveToken } from '../body/markdown.ts';
import { reportPlainLeftovers } from '../body/report-leftovers.ts';
import type { Reading } from '../body/reading.ts';
import { isWhen, parseWhen } from '../dates/parse-when.ts';
import { type When, firstDay, lastDay } from '../dates/when.ts';
import { writtenLines } from './written-lines.ts';

const EVENT_KEYS = ['title', 'when', 'where', 'signup', 'deadline', 'id'] as const;
type EventKey = (typeof EVENT_KEYS)[number];

/** An event's lines, `key: the rest of the line`; what stands behind the first colon is text as it is, but for `signup`, a link target. */
export function parseEvent(token: DirectiveToken, reading: Reading): Event {
  const start = reading.place();
  const event: Record<EventKey, string> = { title: '', when: '', where: '', signup: '', deadline: '', id: '' };
  const places: Partial<Record<EventKey, Place>> = {};
  for (const { text, line } of writtenLines(token)) {
    const match = /^([\p{L}-]+)\s*:\s*(.*)$/u.exec(text);
    const key = EVENT_KEYS.find((known) => known === match?.[1]!.toLowerCase());
    const place = { file: start.file, line: (start.line ?? 1) + line };
    if (!match) reading.report('directive-line', { name: 'event', line: text, keys: [...EVENT_KEYS] }, place);
    else if (!key) {
      const written = match[1]!;
      reading.report('directive-key-unknown', { name: 'event', key: written, nearest: nearestName(written, EVENT_KEYS) }, place);
    } else {
      reading.moveTo(text);
      if (key !== 'signup' && key !== 'id') reportPlainLeftovers(match[2]!, reading, place);
      event[key] = key === 'signup' ? signupTarget(match[2]!, reading) : match[2]!;
      places[key] = place;
    }
  }
  for (const key of ['title', 'when'] as const) {
    if (event[key] === '') reading.report('directive-key-missing', { name: 'event', key }, start);
  }
  const time = readWhen(event.when, places.when, reading);
  const deadlineTime = readWhen(event.deadline, places.deadline, reading);
  checkOrder(event, time, deadlineTime, places, reading);
  if (event.id !== '' && asciiSlug(event.id) !== event.id)
    reading.report('event-id', { id: event.id, suggestion: asciiSlug(event.id) || 'tapahtuma' }, places.id);
  else if (event.id !== '' && reading.eventIds.has(event.id)) reading.report('event-id-taken', { id: event.id }, places.id);
  const id = anchorOf(reading.holes.restore(event.id || event.title), reading.eventIds.size + 1, reading.eventIds, 'tapahtuma');
  return { kind: 'event', ...event, id, time, deadlineTime };
}

/** An e-mail address is a way to sign up as well. */
function signupTarget(written: string, reading: Reading): string {
  const isAddress = /^[^\s@:/]+@[^\s@/]+\.[^\s@/]+$/.test(written);
  return checkLink(isAddress ? `mailto:${written}` : written, 'signup', reading);
}

/** A day without a year that is so far ahead, in milliseconds, may have been meant for the one that has just been. */
const FAR = 300 * 86_400_000;

function readWhen(written: string, place: Place | undefined, reading: Reading): When | null {
  if (written === '' || reading.holes.restore(written) !== written) return null;
  const when = parseWhen(written, reading.dates);
  if (isWhen(when)) {
    const isFar = !/\d{4}/.test(written) && Date.parse(firstDay(when)) - Date.parse(reading.dates.after) > FAR;
    if (isFar) reading.report('date-far', { written, day: firstDay(when) }, place);
    return when;
  }
  switch (when.fault) {
    case 'unreadable':
      reading.report('date-unreadable', { written }, place);
      break;
    case 'impossible':
      reading.report('date-impossible', { value: written }, place);
      break;
    case 'weekday':
      reading.report('date-weekday', { written, day: when.day }, place);
      break;
    case 'backwards':
      reading.report('date-backwards', { written }, place);
      break;
    case 'clock-change':
      reading.report('date-clock-change', { day: when.day, time: when.time, timezone: reading.dates.timezone }, place);
  }
  return null;
}

function checkOrder(
  { title, deadline }: Readonly<Record<EventKey, string>>,
  time: When | null,
  deadlineTime: When | null,
  places: Partial<Record<EventKey, Place>>,
  reading: Reading,
): void {
  const { after } = reading.dates;
  if (time && after !== '' && lastDay(time) < after)
    reading.report('event-past', { title: reading.holes.restore(title), day: firstDay(time), date: after }, places.when);
  if (time && deadlineTime && firstDay(deadlineTime) > lastDay(time))
    reading.report('event-deadline', { title: reading.holes.restore(title), deadline }, places.deadline);
}
