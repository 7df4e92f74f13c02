import { createHash } from 'node:crypto';
import type { Entry, EntryEvent } from '../entry/entry.ts';

/** How often a calendar entry has changed since it was first published (RFC 5545 §3.8.7.4), and when it last did (ISO). */
export interface EventVersion {
  readonly sequence: number;
  readonly changedAt: string;
  /** Of what readers' calendars show of it. */
  readonly hash: string;
}

/** What must not change about calendar entries: the domain in their names, null while there are none, and their versions by the paths of their files. */
export interface EventRecord {
  readonly domain: string | null;
  readonly versions: ReadonlyMap<string, EventVersion>;
}

/** Of an archive that has had no events. */
export const NO_EVENTS: EventRecord = { domain: null, versions: new Map() };

/** Where an event's calendar file lies. */
export function eventPath({ path }: Pick<Entry, 'path'>, { id }: Pick<EntryEvent, 'id'>): string {
  return `${path}${id}.ics`;
}

/**
 * The record after what is published now: an event that changed is one version further, one that is gone stays as it was, in case it
 * comes back. A new one counts from its page's date, so that the same archive comes out of another computer.
 */
export function recordEvents(entries: readonly Entry[], before: EventRecord, now: Date, domain: string): EventRecord {
  const versions = new Map(before.versions);
  for (const entry of entries) {
    for (const event of entry.events) {
      const path = eventPath(entry, event);
      const hash = hashOf(event);
      const known = versions.get(path);
      if (!known) versions.set(path, { sequence: 0, changedAt: `${entry.date}T00:00:00.000Z`, hash });
      else if (known.hash !== hash) versions.set(path, { sequence: known.sequence + 1, changedAt: laterThan(known, now), hash });
    }
  }
  return { domain: before.domain ?? (versions.size > 0 ? domain : null), versions };
}

/** A page may be published before its date has come in UTC. */
function laterThan({ changedAt }: EventVersion, now: Date): string {
  return new Date(Math.max(now.getTime(), Date.parse(changedAt) + 1_000)).toISOString();
}

function hashOf({ title, when, time, where, signup }: EntryEvent): string {
  const shown = JSON.stringify([title, when, time, where, signup]);
  return createHash('sha256').update(shown).digest('hex').slice(0, 16);
}

/** Undefined when it is no such record. */
export function parseEventRecord(text: string): EventRecord | undefined {
  try {
    const { domain, events } = JSON.parse(text.replace(/^\ufeff/, '')) as {
      domain: string;
      events: Record<string, EventVersion>;
    };
    const isWhole = Object.values(events).every(
      ({ sequence, changedAt, hash }) =>
        Number.isInteger(sequence) && sequence >= 0 && !Number.isNaN(Date.parse(changedAt)) && typeof hash === 'string',
    );
    return isWhole && /^[a-z0-9.-]+$/i.test(domain) ? { domain, versions: new Map(Object.entries(events)) } : undefined;
  } catch {
    return undefined;
  }
}

/** One event a line, in the order of their paths, so that versions of the file can be compared. */
export function formatEventRecord({ domain, versions }: EventRecord): string {
  const lines = [...versions]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(
      ([path, { sequence, changedAt, hash }]) => `    ${JSON.stringify(path)}: ${JSON.stringify({ sequence, changedAt, hash })}`,
    );
  return [
    '{',
    '  "about": "Left by `newsletter archive`. Keep it in version control: it counts how often each calendar entry changed.",',
    `  "domain": ${JSON.stringify(domain)},`,
    '  "events": {',
    lines.join(',\n'),
    '  }',
    '}',
    '',
  ].join('\n');
}
