import type { IssueLanguage } from '../../config/config.ts';
import type { When } from '../../issue/dates/when.ts';
import type { Correction } from '../../issue/header/header-reader.ts';
import type { PageKind, PageReference } from '../../issue/page-link.ts';
import type { Problem } from '../../problem/problem.ts';

/** What the archive knows of an issue or an article in one language. All texts are as the public may read them. */
export interface Entry {
  readonly kind: PageKind;
  readonly slug: string;
  readonly language: IssueLanguage;
  /** The language that it was first written in. */
  readonly own: IssueLanguage;
  /** Where its page lies: `2021-12-jarjestot/` or `articles/talvifoorumi/sv/`. */
  readonly path: string;
  /** Its source, as problems call it. */
  readonly file: string;
  /** ISO date. */
  readonly date: string;
  readonly title: string;
  readonly summary: string;
  /** Names of lists; none for an article. */
  readonly lists: readonly string[];
  readonly theme: string;
  readonly draft: boolean;
  /** It has a page, but nothing links to it or lists it. */
  readonly unlisted: boolean;
  readonly indexed: boolean;
  readonly corrections: readonly Correction[];
  readonly parts: readonly EntryPart[];
  readonly events: readonly EntryEvent[];
  /** The first image, for those who show a page in short. */
  readonly image: { readonly path: string; readonly alt: string } | null;
  /** Where its images and files lie; their names have their hashes in them. */
  readonly files: readonly string[];
  readonly links: readonly PageReference[];
  readonly bodyHash: string;
  readonly problems: readonly Problem[];
}

/** A section or a part of an article. `contents` is what lists call it; null when it is in none. */
export interface EntryPart {
  readonly number: number | null;
  readonly title: string;
  readonly contents: string | null;
  readonly anchor: string;
}

/** An event whose day is known. `where` and `signup` are empty when not given; `anchor` is that of the part it stands in. */
export interface EntryEvent {
  readonly id: string;
  readonly title: string;
  readonly when: string;
  readonly time: When;
  readonly where: string;
  readonly signup: string;
  readonly anchor: string;
}

/** An entry with what is too much to hold in memory for every page: its text as HTML, the same for the search, and the files. */
export interface MadeEntry {
  readonly entry: Entry;
  readonly text: EntryText;
  readonly files: readonly { readonly path: string; readonly bytes: Uint8Array }[];
}

export interface EntryText {
  /** HTML in which links within the archive are marked; `resolve-links.ts` says how. */
  readonly body: string;
  readonly search: readonly { readonly title: string; readonly anchor: string; readonly text: string }[];
}

/** What an entry is called in other files: `issue:2021-12-jarjestot.fi`. */
export function entryName({ kind, slug, language }: Pick<Entry, 'kind' | 'slug' | 'language'>): string {
  return `${kind}:${slug}.${language}`;
}
