import type { LedgerRecipient, RecipientState } from '../../ledger/recipient.ts';
import type { Send } from '../../ledger/send-record.ts';
import type { SendReport } from '../../ledger/send-report.ts';
import type { Words } from '../../words/words.ts';
import { parseAudience } from '../send/plan/audience.ts';

/** The states that somebody may have to do something about, most pressing first. */
const NOT_THERE: readonly RecipientState[] = ['unknown', 'rejected', 'deferred', 'attempting', 'skipped'];
const MOST_DOMAINS = 10;

/**
 * How a send stands, for people, line by line; `bounced` addresses are proposed for suppression: the counts, who did not get it and why,
 * domains, replies and runs. `inState` gives the recipients that are in a state.
 */
export function* reportLines(
  words: Words,
  timezone: string,
  { slug, startedAt, audience }: Send,
  report: SendReport,
  inState: (state: RecipientState) => Iterable<LedgerRecipient>,
  bounced: number,
): Generator<string> {
  yield `${slug}  ${words.time(startedAt, timezone)}`;
  yield* audienceLine(words, audience);
  yield words.counts(report.counts);
  for (const state of NOT_THERE) {
    for (const { address, reply } of report.counts[state] > 0 ? inState(state) : [])
      yield `  ${address}  ${words.states[state]}${reply === '' ? '' : `: ${words.reply(reply)}`}`;
  }
  yield* titled(words.status.replies, repliesOf(words, report));
  yield* titled(words.status.domains, domainsOf(words, report));
  yield* titled(words.status.texts, textsOf(words, report));
  yield* titled(words.status.runs, runsOf(words, report, timezone));
  yield* words.status.whatNext(slug, report.counts, bounced);
}

function titled(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [title, ...lines.map((line) => `  ${line}`)];
}

function repliesOf({ states, reply }: Words, { replies }: SendReport): string[] {
  return replies.map(({ state, reply: said, count }) => `${count} × ${states[state]}: ${reply(said)}`);
}

/** One domain alone says nothing that the counts do not. */
function domainsOf(words: Words, { domains, moreDomains }: SendReport): string[] {
  if (domains.length < 2) return [];
  const shown = domains.slice(0, MOST_DOMAINS).map(({ domain, counts }) => `${domain}: ${words.counts(counts)}`);
  const more = domains.length - shown.length + moreDomains;
  return more > 0 ? [...shown, words.status.more(more)] : shown;
}

function audienceLine(words: Words, written: string): string[] {
  const audience = parseAudience(written);
  return audience?.kind === 'earlier' ? [words.send.audience(audience.states, audience.slug)] : [];
}

/** One text alone needs no words. */
function textsOf(words: Words, { texts }: SendReport): string[] {
  return texts.length < 2 ? [] : texts.map(({ accepted }, index) => words.status.text(index + 1, accepted));
}

/** Runs in which nobody was tried say nothing. */
function runsOf(words: Words, { runs }: SendReport, timezone: string): string[] {
  const last = runs.at(-1);
  return runs
    .filter((run) => run.attempted > 0 || run.endedAt === null)
    .map((run) => words.status.run(run, timezone, run === last));
}
