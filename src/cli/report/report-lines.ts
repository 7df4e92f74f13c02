import type { LedgerRecipient, RecipientState } from '../../ledger/recipient.ts';
import type { Send } from '../../ledger/send-record.ts';
import type { SendReport } from '../../ledger/send-report.ts';
import type { Words } from '../../words/words.ts';

/** The states that somebody may have to do something about, most pressing first. */
const NOT_THERE: readonly RecipientState[] = ['unknown', 'rejected', 'deferred', 'attempting', 'skipped'];
const MOST_DOMAINS = 10;

/** How a send stands, for people; `bounced` addresses are proposed for suppression: the counts, who did not get it and why, domains, replies and runs. */
export function reportLines(
  words: Words,
  { slug, startedAt }: Send,
  report: SendReport,
  recipients: readonly LedgerRecipient[],
  bounced: number,
): string[] {
  const missing = NOT_THERE.flatMap((state) => recipients.filter((recipient) => recipient.state === state));
  return [
    `${slug}  ${words.time(startedAt)}`,
    words.counts(report.counts),
    ...missing.map(({ address, state, reply }) => `  ${address}  ${words.states[state]}${reply === '' ? '' : `: ${reply}`}`),
    ...titled(words.status.replies, repliesOf(words, report)),
    ...titled(words.status.domains, domainsOf(words, report)),
    ...titled(
      words.status.runs,
      report.runs.map((run) => words.status.run(run)),
    ),
    ...words.status.whatNext(slug, report.counts, bounced),
  ];
}

function titled(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [title, ...lines.map((line) => `  ${line}`)];
}

function repliesOf({ states }: Words, { replies }: SendReport): string[] {
  return replies.map(({ state, reply, count }) => `${count} × ${states[state]}: ${reply}`);
}

/** One domain alone says nothing that the counts do not. */
function domainsOf(words: Words, { domains }: SendReport): string[] {
  if (domains.length < 2) return [];
  const shown = domains.slice(0, MOST_DOMAINS).map(({ domain, counts }) => `${domain}: ${words.counts(counts)}`);
  return domains.length > MOST_DOMAINS ? [...shown, words.status.more(domains.length - MOST_DOMAINS)] : shown;
}
