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
  'env-unknown',
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
  'markdown-doubtful',
  'message-heavy',
  'setext-heading',
  'issue-copied',
  'issue-dated-ahead',
  'issue-draft',
  'language-without-variant',
  'link-other-place',
  'link-vague',
  'list-address-not-ascii',
  'list-duplicate-address',
  'list-header-ambiguous',
  'list-language',
  'list-language-column',
  'list-lost',
  'list-more',
  'only-not-due',
  'page-dated-ahead',
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
  'text-mojibake',
  'title-month',
  'trace-copy-unwritable',
  'unsubscribe-url-long',
  'variant-unread',
  'workspace-moved',
] as const);
