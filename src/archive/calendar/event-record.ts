import { createHash } from 'node:crypto';
import type { Entry, EntryEvent } from '../entry/entry.ts';

/** How often a calendar entry has changed since it was first published (RFC 5545 §3.8.7.4), and when it last did (ISO). */
export interface EventVersion {
  readonly sequence: number;
  readonly changedAt: string;
  /** Of what readers' calendars show of it. */
  readonly hash: string;
}

/** The versions of events by the paths of their calendar files. */
export type EventRecord = ReadonlyMap<string, EventVersion>;

/** Where an event's calendar file lies. */
export function eventPath({ path }: Pick<Entry, 'path'>, { id }: Pick<EntryEvent, 'id'>): string {
  return `${path}${id}.ics`;
}

/**
 * The record after what is published now: an event that changed is one version further, one that is gone stays as it was, in case it
 * comes back. A new one counts from its page's date, so that the same archive comes out of another computer.
 */
export function recordEvents(entries: readonly Entry[], before: EventRecord, now: Date): Map<string, EventVersion> {
  const record = new Map(before);
  for (const entry of entries) {
    for (const event of entry.events) {
      const path = eventPath(entry, event);
      const hash = hashOf(event);
      const known = record.get(path);
      if (!known) record.set(path, { sequence: 0, changedAt: `${entry.date}T00:00:00.000Z`, hash });
      else if (known.hash !== hash) record.set(path, { sequence: known.sequence + 1, changedAt: now.toISOString(), hash });
    }
  }
  return record;
}

function hashOf({ title, time, where, signup }: EntryEvent): string {
  return createHash('sha256')
    .update(JSON.stringify([title, time, where, signup]))
    .digest('hex')
    .slice(0, 16);
}

/** Undefined when it is no such record. */
export function parseEventRecord(text: string): Map<string, EventVersion> | undefined {
  try {
    const { events } = JSON.parse(text) as { events: Record<string, EventVersion> };
    const isWhole = Object.values(events).every(
      ({ sequence, changedAt, hash }) =>
        Number.isInteger(sequence) && !Number.isNaN(Date.parse(changedAt)) && typeof hash === 'string',
    );
    return isWhole ? new Map(Object.entries(events)) : undefined;
  } catch {
    return undefined;
  }
}

/** One event a line, in the order of their paths, so that versions of the file can be compared. */
export function formatEventRecord(record: EventRecord): string {
  const lines = [...record]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(
      ([path, { sequence, changedAt, hash }]) => `    ${JSON.stringify(path)}: ${JSON.stringify({ sequence, changedAt, hash })}`,
    );
  const about = 'Left by `newsletter archive`. Keep it in version control: it counts how often each calendar entry changed.';
  return `{\n  "about": ${JSON.stringify(about)},\n  "events": {\n${lines.join(',\n')}\n  }\n}\n`;
}
