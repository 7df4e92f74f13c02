import { type IssueLanguage, inLanguage } from '../../config/config.ts';
import { webWords } from '../../words/web-words.ts';
import { type AnnouncedEvent, calendarFile } from '../calendar/calendar-file.ts';
import { eventPath } from '../calendar/event-record.ts';
import { calendarPath } from '../page/paths.ts';
import { pagesOf } from '../site.ts';
import type { PlannedFile } from '../write/write-archive.ts';
import type { ArchiveSource } from './archive-source.ts';
import { anew, hashOf } from './planned.ts';

/** A calendar file for each event, also of what is unlisted: its mail leads to them. */
export function planEventFiles({ site, calendar, program }: ArchiveSource): PlannedFile[] {
  return pagesOf(site).flatMap((entry) =>
    entry.events.map((event) => {
      const path = eventPath(entry, event);
      const made = hashOf([
        program,
        calendar.record.versions.get(path),
        calendar.record.domain,
        calendar.baseUrl,
        event,
        entry.path,
      ]);
      return { path, made, content: () => calendarFile([{ entry, event }], null, calendar), owners: [] };
    }),
  );
}

/** The calendar of all coming events in a language. */
export function planCalendar(
  { site, calendar }: ArchiveSource,
  language: IssueLanguage,
  events: readonly AnnouncedEvent[],
): PlannedFile {
  const { events: title } = webWords(language);
  return anew(
    calendarPath(site, language),
    calendarFile(events, `${title} – ${inLanguage(site.config.organisation, language).name}`, calendar),
  );
}
