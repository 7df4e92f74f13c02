import type { IssueLanguage } from '../config/config.ts';
import type { LoadedIssue } from '../issue/load-issue.ts';
import type { Fields } from '../personalise/fill-holes.ts';
import { fillWords } from './fill-words.ts';
import { type PageState, formatPageState } from './page-state.ts';
import type { Reader } from './reader/reader.ts';
import type { PreviewedIssue, Rendering, Voice } from './studio.ts';

/** What the parts of an issue's page are made from. */
export interface IssueContext {
  readonly voice: Voice;
  readonly issue: PreviewedIssue;
  readonly state: PageState;
  readonly language: IssueLanguage;
  readonly theme: string;
  /** Undefined when none could be read ever. */
  readonly edition: LoadedIssue | undefined;
  readonly rendering: Rendering;
  readonly reader: Reader;
  /** What fills the holes for that reader. */
  readonly fields: Fields;
  /** Makes ids of recipients. */
  readonly key: string;
  /** What a form has to bring along to change anything. */
  readonly token: string;
}

/** The issue's title as its reader sees it; its name while it has none. */
export function titleOf({ edition, issue, fields }: IssueContext): string {
  if (!edition) return issue.slug;
  return fillWords(edition.issue.title, edition.issue.holes, fields) || issue.slug;
}

/** The address of the same page with something chosen otherwise. */
export function linkTo({ issue, state }: IssueContext, change: Partial<PageState>): string {
  return `/issues/${issue.slug}${formatPageState({ ...state, ...change })}`;
}
