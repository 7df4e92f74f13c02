import type { ProblemDetails } from './problem-details.ts';

/** An error stops `send`; a warning is shown and lets it pass. */
export type Severity = 'error' | 'warning';

/** Decided here, once, for every code. */
export function severityOf(code: keyof ProblemDetails): Severity {
  return WARNINGS.has(code) ? 'warning' : 'error';
}

const WARNINGS: ReadonlySet<keyof ProblemDetails> = new Set([
  'archive-page-missing',
  'archive-without-url',
  'contact-unreachable',
  'event-deadline',
  'date-far',
  'date-unreadable',
  'event-past',
  'heading-link',
  'heading-skipped',
  'heading-too-high',
  'hole-fallback-only',
  'hole-public',
  'html-large',
  'issue-copied',
  'issue-dated-ahead',
  'issue-draft',
  'link-vague',
  'list-address-not-ascii',
  'list-duplicate-address',
  'list-language',
  'list-lost',
  'list-more',
  'only-not-due',
  'recipients-added',
  'recipients-changed',
  'recipients-removed',
  'recipients-suppressed',
  'rehearsal-unsigned',
  'report-unwritable',
  'section-copied',
  'section-none',
  'sent-differs',
  'smtp-password-open',
  'subject-used',
  'suppress-unlisted',
  'suppressions-lost',
  'title-month',
  'trace-copy-unwritable',
  'unsubscribe-url-long',
  'workspace-moved',
] as const);
