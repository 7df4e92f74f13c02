import type { Composition } from '../compose/compose.ts';
import type { Config, IssueLanguage } from '../config/config.ts';
import type { LoadedIssue } from '../issue/load-issue.ts';
import type { Counts } from '../ledger/recipient.ts';
import type { Place, Problem } from '../problem/problem.ts';
import type { Subscriber } from '../subscribers/subscriber.ts';
import type { PreviewWords } from '../words/preview-words.ts';
import type { Words } from '../words/words.ts';
import type { WebPage } from './frame/web-page.ts';

/** Everything that the preview shows, as it is now. What has not changed since it was last asked for is not read again. */
export interface Studio {
  readonly overview: () => Promise<Overview>;
  /** Undefined for an issue that is not there and never was while this runs. */
  readonly issue: (slug: string) => Promise<PreviewedIssue | undefined>;
  /** Mails a test copy to one of the addresses that `newsletter.yaml` has for this; to nobody else. */
  readonly sendTest: (slug: string, address: string) => Promise<void>;
  readonly voice: () => Promise<Voice>;
  /** Is told of each change of what there is to see; gives what ends this. */
  readonly onChange: (listener: () => void) => () => void;
}

/** The language of the preview's own pages, and what it says in it. */
export interface Voice {
  readonly language: IssueLanguage;
  readonly words: Words;
  readonly page: PreviewWords;
}

/** The start page: all issues, the newest first. */
export interface Overview {
  readonly organisation: string;
  readonly issues: readonly OverviewRow[];
  /** What is wrong with the workspace itself. */
  readonly problems: readonly Problem[];
  readonly timezone: string;
}

export interface OverviewRow {
  readonly slug: string;
  /** As problems call it. */
  readonly file: string;
  readonly title: string;
  /** ISO; empty when it has none. */
  readonly date: string;
  readonly languages: readonly IssueLanguage[];
  readonly state: IssueState;
  /** What is wrong with it; null as long as that is being found out. */
  readonly found: Findings | null;
}

/** How many problems there are, and the first of the worst. */
export interface Findings {
  readonly errors: number;
  readonly warnings: number;
  readonly first: Problem | null;
}

/**
 * How far an issue is. `sending`: a run is at work, or was cut off; `stopped`: it ended with some left. `recorded`: a trace says so, and the ledger that
 * knows more is not here; `unclear`: what was mailed cannot be read.
 */
export type IssueState =
  | { readonly kind: 'draft' | 'unclear' }
  | { readonly kind: 'sending' | 'stopped' | 'sent'; readonly startedAt: string; readonly counts: Counts }
  | { readonly kind: 'recorded'; readonly startedAt: string; readonly accepted: number; readonly recipients: number };

/** One issue as the preview shows it. After a change that made it unreadable, this is what it was before. */
export interface PreviewedIssue {
  readonly slug: string;
  readonly file: string;
  readonly config: Config;
  /** It and the same newsletter in other languages, its own first; empty when none of it could be read ever. */
  readonly editions: readonly LoadedIssue[];
  /** The themes that there are, and its own among them. */
  readonly themes: readonly string[];
  readonly theme: string;
  readonly recipients: readonly Subscriber[];
  readonly problems: readonly Problem[];
  /** A line of a file that an author writes; undefined for any other. */
  readonly sourceLine: (place: Place) => string | undefined;
  readonly state: IssueState;
  /** The text that was mailed last; null when none was, or it is not known here. */
  readonly sentText: (language: IssueLanguage) => SentMail | null;
  /** It could never be read whole so far: what is shown lacks its front matter. */
  readonly isGuess: boolean;
  /** When its file is gone: the name of the one with the same words, if there is one. */
  readonly gone: { readonly movedTo: string | null } | null;
  readonly render: (language: IssueLanguage, theme: string) => Promise<Rendering>;
  /** The page that the archive will have; undefined while none can be made. */
  readonly webPage: (language: IssueLanguage, theme: string) => Promise<WebPage | undefined>;
  /** A test copy is on its way now. */
  readonly isTesting: boolean;
  readonly lastTest: TestReport | null;
}

/** An issue composed; `trouble` says why it is not what the files say now, and is empty when it is. */
export interface Rendering {
  readonly composition: Composition | undefined;
  readonly problems: readonly Problem[];
  readonly trouble: readonly Problem[];
  /** When what is shown was made: ISO. */
  readonly madeAt: string;
}

/** What went out: its words as text, and when the sending began (ISO). */
export interface SentMail {
  readonly text: string;
  readonly startedAt: string;
}

/** What became of a test copy, in sentences. */
export interface TestReport {
  readonly address: string;
  readonly isAccepted: boolean;
  readonly lines: readonly string[];
  /** ISO. */
  readonly at: string;
}
