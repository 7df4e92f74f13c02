import type { IssueLanguage } from '../../config/config.ts';
import { firstDay, lastDay } from '../../issue/dates/when.ts';
import type { Entry } from '../entry/entry.ts';
import type { AnnouncedEvent } from './calendar-file.ts';

/** The events of a language that are not over on a day, the next first. One that several pages announce alike is that of the first of them. */
export function comingEvents(entries: readonly Entry[], language: IssueLanguage, today: string): AnnouncedEvent[] {
  const found = new Map<string, AnnouncedEvent>();
  for (const entry of entries.toReversed().filter((each) => each.language === language)) {
    for (const event of entry.events.filter(({ time }) => lastDay(time) >= today)) {
      const key = JSON.stringify([event.title.toLowerCase(), event.time]);
      if (!found.has(key)) found.set(key, { entry, event });
    }
  }
  return [...found.values()].toSorted((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
}

/** By the day on the workspace's clocks, what lasts all of it first, then by the hour. */
function orderOf({ event: { time } }: AnnouncedEvent): string {
  return time.kind === 'time' ? `${time.start.day} ${String(time.start.instant).padStart(16, '0')}` : `${firstDay(time)} `;
}
