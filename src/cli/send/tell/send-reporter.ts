import type { AttemptOutcome } from '../../../deliver/outcome-of.ts';
import type { Plan } from '../../../deliver/plan-send.ts';
import type { Problem } from '../../../problem/problem.ts';
import type { SummaryWords } from '../../../words/words.ts';
import type { Audience } from '../plan/audience.ts';
import type { ExitCode } from '../../exit-code.ts';

/** What a run is about, as people and scripts are told before it begins. */
export interface Announcement {
  readonly plan: Plan;
  readonly title: string;
  readonly audience: Audience;
  readonly from: string;
  readonly rehearsal: boolean;
  readonly dryRun: boolean;
  /** `host:port`, with whether it is without TLS; null for a rehearsal. */
  readonly server: { readonly name: string; readonly isPlain: boolean; readonly hasLogin: boolean } | null;
  readonly inFlightLimit: number;
  /** The files of lists that lie outside of the workspace, as `newsletter.yaml` allows it. */
  readonly listsOutside: readonly string[];
}

/** Whom an outcome is about; `attempts` were made before this one. */
export interface ReportedRecipient {
  readonly address: string;
  readonly attempts: number;
}

/** How a run ended; what of it people are told is in the words. */
export interface Summary extends SummaryWords {
  readonly exitCode: ExitCode;
  readonly inFlightLimit: number;
}

/** Tells of a send while it happens. */
export interface SendReporter {
  /** So many rows of the lists have been read, in so many milliseconds. */
  reading(rows: number, elapsed: number): void;
  problems(problems: readonly Problem[]): void;
  announce(announcement: Announcement): void;
  outcome(recipient: ReportedRecipient, outcome: AttemptOutcome): void;
  /** `done` of `total` have an answer, `elapsed` milliseconds after the first was begun. */
  progress(done: number, total: number, elapsed: number): void;
  /** The server is away; it is tried again in `delay` milliseconds. */
  waiting(problem: Problem, delay: number): void;
  /** So many are tried again in `delay` milliseconds, and nothing else is left to do until then. */
  retrying(count: number, delay: number): void;
  /** The sending begins at an instant that is `delay` milliseconds away, as it is shown in a time zone. */
  waitingUntil(instant: Date, delay: number, timezone: string): void;
  stopping(): void;
  /** The last word; null where it never came to a plan. */
  finish(summary: Summary): void;
}
