import type { IssueLanguage } from '../config/config.ts';
import type { Place } from '../problem/problem.ts';
import type { Block } from './block.ts';
import type { Publication } from './header/header-reader.ts';
import type { Hole, HoleTable } from './hole-table.ts';
import type { PageReference } from './page-link.ts';

/** What is written in one Markdown file and has a page of its own. Texts may hold hole tokens; `holes` knows what each of them stands for. */
export interface Written extends Publication {
  readonly slug: string;
  /** As named in problems: relative to the workspace where it lies inside it. */
  readonly file: string;
  readonly language: IssueLanguage;
  readonly title: string;
  /** ISO date, `2021-12-22`. */
  readonly date: string;
  /** Preheader and description; empty when none was written. */
  readonly summary: string;
  /** The theme that the front matter names, if any. */
  readonly theme: string | null;
  readonly introduction: readonly Block[];
  readonly holes: HoleTable;
  readonly holeUses: readonly HoleUse[];
  readonly images: readonly FileReference[];
  /** Files of the issue's folder that it links to. */
  readonly files: readonly FileReference[];
  /** Other pages that it links to by their names. */
  readonly pages: readonly PageReference[];
  /** SHA-256 of the body without the front matter, in hex: the same text under another slug is recognised by it. */
  readonly bodyHash: string;
}

/** One newsletter in one language, as parsed. */
export interface Issue extends Written {
  readonly subject: string;
  /** The lines of the title and of the subject; the same where no subject was written. */
  readonly titleLine: number;
  readonly subjectLine: number;
  /** Names of lists, in the order that decides which row wins. */
  readonly lists: readonly string[];
  /** The line that names them. */
  readonly listsLine: number;
  readonly sections: readonly Section[];
  /** The holes that are a whole link target. */
  readonly linkHoles: readonly Hole[];
}

/** What stands below a `## ` heading. */
export interface Part {
  /** The line of its heading in the file, from 1. */
  readonly line: number;
  readonly title: string;
  readonly anchor: string;
  readonly blocks: readonly Block[];
}

/** A numbered part of an issue. */
export interface Section extends Part {
  readonly number: number;
  /** What the contents list calls it; null when it is left out of the list. */
  readonly contents: string | null;
  /** What stands on the web page only, and where its mark was written; null when there is nothing. */
  readonly more: { readonly blocks: readonly Block[]; readonly place: Place } | null;
}

/** A file beside the issue that a block refers to, by the target as written. */
export interface FileReference {
  readonly target: string;
  readonly place: Place;
}

/** A hole that will be filled for each recipient, and where it was written. */
export interface HoleUse {
  readonly hole: Hole;
  readonly place: Place;
}
