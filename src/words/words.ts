import type { Counts, RecipientState } from '../ledger/recipient.ts';
import type { ProblemCode } from '../problem/problem.ts';
import type { AddressFault, ProblemDetails, UsageFault } from '../problem/problem-details.ts';
import type { Severity } from '../problem/severity.ts';

/** Why a page is not published: a draft, a date (ISO) that is still to come, its lists (as in `privacy-of.ts`), or errors in it. */
export type LeftOutReason =
  | { readonly reason: 'draft' | 'errors' }
  | { readonly reason: 'later'; readonly date: string }
  | { readonly reason: 'list-private' | 'list-unknown' | 'list-none'; readonly lists: readonly string[] };

/** Every sentence that the program says to the people who run it. A missing one does not compile. */
export interface Words {
  readonly severity: Readonly<Record<Severity, string>>;
  /** What is wrong, why it matters where that is not plain, and what to do. */
  readonly problems: { readonly [Code in ProblemCode]: (details: ProblemDetails[Code]) => string };
  readonly addressFaults: Readonly<Record<AddressFault, string>>;
  readonly usage: Readonly<Record<UsageFault, (name: string, value: string) => string>>;
  readonly states: Readonly<Record<RecipientState, string>>;
  /** `198 accepted, 2 rejected`: the states that anybody is in. */
  readonly counts: (counts: Counts) => string;
  readonly bytes: (bytes: number) => string;
  /** What parts the cells of a CSV file where this language is spoken, as its spreadsheets want it. */
  readonly csvDelimiter: string;
  /** A server's reply, or our own words in its place, as people read it. */
  readonly reply: (reply: string) => string;
  /** An ISO time as people read it, in a time zone. */
  readonly time: (iso: string, timezone: string) => string;
  readonly check: { readonly summary: (issues: number, articles: number, errors: number, warnings: number) => string };
  readonly build: { readonly issue: (slug: string, lang: string) => string };
  readonly archive: {
    /** A page that is not published, and why. */
    readonly leftOut: (path: string, left: LeftOutReason) => string;
    /** No page is published: how many are left out for each reason; none when there is nothing to publish. */
    readonly nothing: (counts: readonly (readonly [reason: LeftOutReason['reason'], count: number])[]) => string;
    /** No list is public; how to make this one public. */
    readonly makePublic: (list: string) => string;
    /** A page that is published with errors in it. */
    readonly withErrors: (path: string) => string;
    readonly removed: (path: string) => string;
    /** So many beside those that are named. */
    readonly moreRemoved: (count: number) => string;
    /** A file that would go, were it as it was written. */
    readonly left: (path: string) => string;
    readonly interrupted: string;
    readonly summary: (pages: number, written: number, removed: number, unchanged: number) => string;
    /** Where to look at it, and where it is to be published; null where that is not known. */
    readonly where: (file: string, address: string | null) => string;
  };
  readonly preview: {
    readonly started: (address: string) => string;
    readonly howToEnd: string;
    /** It is shown already, there. */
    readonly running: (address: string) => string;
    readonly openToOthers: string;
    /** The link was used; the next one. */
    readonly nextToken: (address: string) => string;
    readonly ended: string;
  };
  readonly send: {
    readonly rehearsal: string;
    readonly server: (name: string, isPlain: boolean, hasLogin: boolean) => string;
    readonly real: (from: string, lists: readonly string[]) => string;
    /** How far the lists have been read. */
    readonly reading: (rows: number, perSecond: number) => string;
    readonly plan: (due: number, total: number, isResumed: boolean) => string;
    /** A list whose file lies elsewhere, as `newsletter.yaml` allows it. */
    readonly listOutside: (file: string) => string;
    /** How many of those who are mailed now get which language, the most first. */
    readonly byLanguage: (languages: Readonly<Record<string, number>>) => string;
    /** Whom it goes to, when not to the lists: `accepted` of an earlier issue. */
    readonly audience: (states: readonly RecipientState[], slug: string) => string;
    /** So many of those who are mailed now may have got it before. */
    readonly perhapsTwice: (count: number) => string;
    readonly before: (counts: string) => string;
    readonly question: (count: number) => string;
    /** `left` in seconds; null while nobody can tell. */
    readonly progress: (done: number, total: number, perSecond: number, left: number | null) => string;
    readonly unreachable: (server: string, reason: string) => string;
    readonly waiting: (why: string, seconds: number) => string;
    /** So many are tried again in so many seconds, and nothing else is left to do until then. */
    readonly retrying: (count: number, seconds: number) => string;
    readonly stopping: string;
    readonly summary: (summary: SummaryWords) => string[];
    /** Kept in the ledger as the reason. */
    readonly orphaned: string;
    readonly removedFromList: string;
    readonly testMark: string;
    /** What stands before a suppression's reason. */
    readonly suppressedAs: string;
    readonly needsUtf8: string;
    /** `left` in seconds. */
    readonly waitingUntil: (time: string, left: number) => string;
  };
  readonly status: {
    readonly nothingSent: string;
    readonly notSent: (slug: string) => string;
    readonly rehearsal: string;
    readonly rehearsals: (slug: string, counts: string) => string;
    readonly csvWritten: (file: string, rows: number) => string;
    readonly whatNext: (slug: string, counts: Counts, bounced: number) => string[];
    /** Who was mailed which text, when it was changed in mid-send. */
    readonly texts: string;
    readonly text: (number: number, accepted: number) => string;
    readonly domains: string;
    readonly more: (domains: number) => string;
    readonly replies: string;
    readonly runs: string;
    readonly run: (run: RunWords, timezone: string, isLast: boolean) => string;
  };
  readonly dkim: {
    readonly made: (file: string) => string;
    readonly there: (file: string) => string;
    /** What stands before the record. */
    readonly publish: (domain: string) => string;
    readonly name: string;
    readonly value: string;
    readonly zone: string;
    /** What stands before the lines for `newsletter.yaml`. */
    readonly configure: string;
    readonly configured: string;
    readonly rsaFirst: string;
  };
  readonly subscribers: {
    readonly suppressed: (address: string, reason: string, at: string, timezone: string) => string;
    readonly already: (address: string, reason: string, at: string, timezone: string) => string;
    readonly unsuppressed: (address: string) => string;
    readonly notSuppressed: (address: string) => string;
    readonly none: string;
    /** Reasons that nobody has to write. */
    readonly byPerson: string;
    readonly byBounce: string;
  };
  readonly help: Readonly<Record<HelpText, string>> & { readonly titles: Readonly<Record<string, string>> };
}

/** What a summary says in words. */
export interface SummaryWords {
  readonly slug: string;
  readonly counts: Counts;
  /** Nothing was tried, and why has been told. */
  readonly refused: boolean;
  readonly rehearsal: boolean;
  readonly dryRun: boolean;
  /** Test copies went out; nobody of a list is counted. */
  readonly test: boolean;
  /** Where the messages of a rehearsal lie, relative to the workspace. */
  readonly outbox: string | null;
  /** The server that took the mail without TLS over a network; null when none did. */
  readonly plainServer: string | null;
  /** How many got an answer in this run, how many of them were accepted, and in how many milliseconds. */
  readonly attempted: number;
  readonly accepted: number;
  readonly elapsed: number;
  /** Why nobody got an answer in this run; null where somebody did, and for dry runs, tests and refusals. */
  readonly untried: Untried | null;
  /** How many addresses servers called unknown and are not suppressed, and how many of them this run suppressed. */
  readonly bounced: number;
  readonly suppressed: number;
  /** The report's file, relative to the workspace; null where none was written. */
  readonly report: string | null;
}

/**
 * Why a run mailed nobody. `done`: everybody was mailed before. `only`: nobody whom `--only` names is due. `skipped`: all who were left are
 * skipped. `no-rejected`, `no-unknown`, `no-either`: nobody is in the state that `--retry-rejected`, `--resend-unknown` or both ask for.
 * `stopped`: a problem ended the run first. `interrupted`: Ctrl-C did. `unanswered`: the server broke off every attempt.
 */
export type Untried =
  'done' | 'only' | 'skipped' | 'no-rejected' | 'no-unknown' | 'no-either' | 'stopped' | 'interrupted' | 'unanswered';

/** What is said of a run; times in ISO, the end null for one that goes on or was cut off; `elapsed` in milliseconds. */
export interface RunWords {
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly attempted: number;
  readonly accepted: number;
  readonly elapsed: number;
}

type HelpText =
  | 'program'
  | 'version'
  | 'help'
  | 'examples'
  | 'directory'
  | 'json'
  | 'issue'
  | 'issues'
  | 'check'
  | 'checkExamples'
  | 'build'
  | 'buildExamples'
  | 'archive'
  | 'archiveExamples'
  | 'baseUrl'
  | 'preview'
  | 'previewExamples'
  | 'port'
  | 'host'
  | 'noOpen'
  | 'send'
  | 'sendExamples'
  | 'status'
  | 'statusExamples'
  | 'statusOutbox'
  | 'csv'
  | 'dryRun'
  | 'test'
  | 'limit'
  | 'confirm'
  | 'yes'
  | 'outbox'
  | 'asStarted'
  | 'retryRejected'
  | 'resendUnknown'
  | 'newLedger'
  | 'only'
  | 'to'
  | 'at'
  | 'withChanges'
  | 'includeNew'
  | 'suppressRejected'
  | 'dkimKey'
  | 'dkimKeyExamples'
  | 'selector'
  | 'dkimDomain'
  | 'ed25519'
  | 'subscribers'
  | 'suppress'
  | 'suppressExamples'
  | 'unsuppress'
  | 'unsuppressExamples'
  | 'suppressed'
  | 'suppressedExamples'
  | 'reason'
  | 'addresses'
  | 'addressesOrAll';
