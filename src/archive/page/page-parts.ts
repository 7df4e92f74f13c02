import type { IssueLanguage } from '../../config/config.ts';
import type { Look } from '../look.ts';

/** What a page is made of beside what every page has. */
export interface PageParts {
  readonly language: IssueLanguage;
  /** Where it lies: the path of its folder. */
  readonly path: string;
  readonly title: string;
  readonly description: string;
  readonly look: Look;
  /** The rest of its head, one element a line. */
  readonly head?: readonly string[];
  /** HTML; links in it are whole already. */
  readonly main: string;
  /** The same page in other languages: their paths. */
  readonly others?: readonly { readonly language: IssueLanguage; readonly path: string }[];
  /** What stands before paths instead of the way up from the page's folder. */
  readonly root?: string;
  readonly indexed?: boolean;
}
