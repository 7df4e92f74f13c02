import type { CalendarSetting } from '../calendar/calendar-file.ts';
import type { EntryText } from '../entry/entry.ts';
import type { Site } from '../site.ts';

/** What the archive is written from beside the site itself. */
export interface ArchiveSource {
  readonly site: Site;
  readonly calendar: CalendarSetting;
  readonly textOf: (name: string) => EntryText;
  /** By the name of an entry: the hash of all that it was made of. */
  readonly hashes: ReadonlyMap<string, string>;
  /** Whether an image or a file lies in the archive already, by its path, and what is in one that does not. */
  readonly isThere: (path: string) => boolean;
  readonly fileOf: (path: string) => Uint8Array;
  /** The search for browsers; null when it was not built. */
  readonly searchScript: string | null;
  /** A hash of this very program. */
  readonly program: string;
}
