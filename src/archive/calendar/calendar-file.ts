import { type IcsEvent, type IcsTimezone, generateIcsCalendar } from 'ts-ics';
import { addDays } from '../../issue/dates/calendar.ts';
import type { When } from '../../issue/dates/when.ts';
import type { Entry, EntryEvent } from '../entry/entry.ts';
import { type EventRecord, eventPath } from './event-record.ts';

/** An event and the page that tells of it. */
export interface AnnouncedEvent {
  readonly entry: Entry;
  readonly event: EntryEvent;
}

/** What a calendar is made with: versions, what makes the events' names unique in the world, and where the archive is (null when not known). */
export interface CalendarSetting {
  readonly record: EventRecord;
  readonly baseUrl: string | null;
}

/** Events as a calendar file (RFC 5545). One that is no calendar to subscribe to has no name, or programs take it for one. Hours are written in UTC, which every program shows on its own clocks; days have no zone. */
export function calendarFile(announced: readonly AnnouncedEvent[], name: string | null, setting: CalendarSetting): string {
  const events = announced.map((each) => calendarEvent(each, setting));
  const nothing = events.length === 0 ? { timezones: [UTC] } : {};
  const about = {
    version: '2.0' as const,
    prodId: '-//newsletter//archive//FI',
    method: 'PUBLISH' as const,
    ...(name !== null && { name }),
  };
  const file = generateIcsCalendar({ ...about, events, ...nothing });
  return foldLines(file);
}

/** A calendar has to have something in it (RFC 5545 §3.6), also while no events are coming. */
const UTC: IcsTimezone = {
  id: 'UTC',
  props: [{ type: 'STANDARD', start: new Date(0), offsetFrom: '+0000', offsetTo: '+0000' }],
};

function calendarEvent({ entry, event }: AnnouncedEvent, { record, baseUrl }: CalendarSetting): IcsEvent {
  const path = eventPath(entry, event);
  const version = record.versions.get(path)!;
  const page = baseUrl === null ? '' : `${baseUrl}/${entry.path}${event.anchor === '' ? '' : `#${event.anchor}`}`;
  const description = [event.when, event.signup, page].filter((line) => line !== '').join('\n');
  const changed = { date: new Date(version.changedAt) };
  return {
    uid: `${path.replace(/\.ics$/, '').replaceAll('/', '.')}@${record.domain}`,
    stamp: changed,
    lastModified: changed,
    sequence: version.sequence,
    summary: event.title,
    description,
    status: 'CONFIRMED',
    ...(event.where !== '' && { location: event.where }),
    ...(page !== '' && { url: page }),
    ...duration(event.time),
  };
}

/** The end of whole days is the day after the last; an hour without an end has none, since it would have to be a later one (RFC 5545 §3.6.1, §3.8.2.2). */
function duration(time: When): Pick<IcsEvent, 'start'> & { end: NonNullable<IcsEvent['end']> } {
  const day = (iso: string): IcsEvent['start'] => ({ date: new Date(`${iso}T00:00:00Z`), type: 'DATE' });
  if (time.kind === 'days') return { start: day(time.first), end: day(addDays(time.last, 1)) };
  const start = { date: new Date(time.start.instant) };
  // The package writes events without an end; its types do not know of them.
  return time.end === null ? ({ start } as ReturnType<typeof duration>) : { start, end: { date: new Date(time.end.instant) } };
}

/** Octets of a line beside its end (RFC 5545 §3.1). */
const LONGEST = 75;

/** Folds lines by octets: the package folds by UTF-16 units, which makes lines too long and can part a character. */
function foldLines(file: string): string {
  const lines = file.replaceAll('\r\n ', '').split('\r\n');
  return lines.map(foldLine).join('\r\n');
}

function foldLine(line: string): string {
  const folded: string[] = [];
  let current = '';
  let octets = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (octets + size > LONGEST) {
      folded.push(current);
      [current, octets] = ['', 1];
    }
    current += character;
    octets += size;
  }
  return [...folded, current].join('\r\n ');
}
