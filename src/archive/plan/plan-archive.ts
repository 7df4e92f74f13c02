import { comingEvents } from '../calendar/coming-events.ts';
import { eventsPage } from '../page/events-page.ts';
import { indexPages } from '../page/index-pages.ts';
import { latestPages, notFoundPage } from '../page/small-pages.ts';
import { languagesOf } from '../site.ts';
import type { PlannedFile } from '../write/write-archive.ts';
import type { ArchiveSource } from './archive-source.ts';
import { planAssets, planShippedFiles } from './plan-assets.ts';
import { planCalendar, planEventFiles } from './plan-calendars.ts';
import { planEntryPages } from './plan-entry-pages.ts';
import { planSearch } from './plan-search.ts';
import { planWebFiles } from './plan-web-files.ts';
import { anew } from './planned.ts';

/** Everything that belongs in the archive: what pages need comes before them, and what leads to pages behind them. */
export function planArchive(source: ArchiveSource): PlannedFile[] {
  const { site } = source;
  const languages = languagesOf(site);
  const calendars = languages.map((language) => [language, comingEvents(site.entries, language, site.today)] as const);
  const own = [
    ...languages.flatMap((language) => indexPages(site, language)),
    ...calendars.map(([language, events]) => eventsPage(site, language, events)),
  ];
  const latest = languages.flatMap((language) => latestPages(site, language));
  return [
    ...planAssets(source),
    ...planShippedFiles(source),
    ...planEventFiles(source),
    ...languages.flatMap((language) => planSearch(source, language)),
    ...planEntryPages(source),
    ...calendars.map(([language, events]) => planCalendar(source, language, events)),
    ...[...own, ...latest].map((page) => anew(`${page.path}index.html`, page.html)),
    anew('404.html', notFoundPage(site)),
    ...planWebFiles(source, languages, own),
  ];
}
