import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Ledger } from '../../ledger/ledger.ts';
import type { Counts, LedgerRecipient } from '../../ledger/recipient.ts';
import { openExistingLedger } from '../../ledger/open-ledger.ts';
import { type Problem, problem } from '../../problem/problem.ts';
import { reasonOf } from '../../storage/reason-of.ts';
import { nearestName } from '../../source/nearest-name.ts';
import type { Context } from '../context.ts';
import { EXIT } from '../exit-code.ts';
import { gatherWorkspace } from '../gather-workspace.ts';
import { openRecord } from '../open-record.ts';
import { LongArray, mapped } from '../json-pieces.ts';
import type { CommandResult } from '../result.ts';
import { outboxLedger } from '../send/destination.ts';
import { recipientsCsv } from '../report/recipients-csv.ts';
import { reportLines } from '../report/report-lines.ts';
import { writeNamedFile } from '../../storage/write-named-file.ts';
import { inPieces } from '../report/in-pieces.ts';
import { countHardBounces, hardBounces } from '../send/run/hard-bounces.ts';

export interface StatusOptions {
  readonly csv?: string;
  readonly outbox?: boolean;
}

/** The same, with the zone in which times are told. */
interface ReportOptions extends StatusOptions {
  readonly timezone: string;
}

/** `newsletter status`: what the ledger knows of one issue, recipient by recipient, or of all in counts. */
export async function status(context: Context, name: string | undefined, options: StatusOptions): Promise<CommandResult> {
  const workspace = await gatherWorkspace(context);
  if (!workspace.value) return { exitCode: EXIT.usage, data: null, problems: workspace.problems, lines: [] };
  if (name === undefined && options.csv !== undefined)
    return { exitCode: EXIT.usage, data: null, problems: [problem('status-csv-of-one', {})], lines: [] };
  const opened = openRecord(context, workspace.value);
  const { timezone } = workspace.value.config;
  if (opened.problems.length > 0 && !options.outbox)
    return { exitCode: EXIT.refused, data: null, problems: opened.problems, lines: [] };
  const ledgers = new OpenLedgers(opened.value);
  try {
    const result =
      name === undefined
        ? statusOfAll(context, opened.value, timezone)
        : statusOfOne(context, slugOf(name), opened.value, ledgers, { ...options, timezone });
    return { ...result, release: () => ledgers.close() };
  } catch (error) {
    ledgers.close();
    throw error;
  }
}

/** The ledgers that a result is read from, until it has been told. */
class OpenLedgers {
  readonly #ledgers: Ledger[] = [];

  constructor(ledger: Ledger | undefined) {
    this.add(ledger);
  }

  add(ledger: Ledger | undefined): void {
    if (ledger) this.#ledgers.push(ledger);
  }

  close(): void {
    for (const ledger of this.#ledgers.splice(0)) ledger.close();
  }
}

function statusOfAll({ words, folder }: Context, ledger: Ledger | undefined, timezone: string): CommandResult {
  const issues = ledger ? sendsIn(ledger) : [];
  const rehearsals = rehearsalsIn(folder);
  const sent = issues.map(
    ({ slug, startedAt, counts }) => `${slug}  ${words.time(startedAt, timezone)}  ${words.counts(counts)}`,
  );
  const rehearsed = rehearsals.map(({ slug, counts }) => words.status.rehearsals(slug, words.counts(counts)));
  const lines = [...(sent.length > 0 ? sent : [words.status.nothingSent]), ...rehearsed];
  return { exitCode: EXIT.done, data: { issues, rehearsals }, problems: [], lines };
}

function sendsIn(ledger: Ledger): { slug: string; startedAt: string; counts: Counts }[] {
  return ledger.sends().map(({ slug, startedAt }) => ({ slug, startedAt, counts: ledger.counts(slug) }));
}

function rehearsalsIn(workspace: string): ReturnType<typeof sendsIn> {
  const dist = join(workspace, 'dist');
  const slugs = existsSync(dist) && statSync(dist).isDirectory() ? readdirSync(dist).toSorted() : [];
  return slugs.flatMap((slug) => {
    const ledger = openExistingLedger(outboxLedger(workspace, slug), workspace).value;
    const sends = ledger ? sendsIn(ledger) : [];
    ledger?.close();
    return sends;
  });
}

/** Falls back to the rehearsal of an issue that was never really sent, and says so first. */
function statusOfOne(
  context: Context,
  slug: string,
  real: Ledger | undefined,
  ledgers: OpenLedgers,
  options: ReportOptions,
): CommandResult {
  const isReal = !options.outbox && real?.send(slug) !== undefined;
  const opened = isReal ? { value: real, problems: [] } : openExistingLedger(outboxLedger(context.folder, slug), context.folder);
  if (opened.problems.length > 0) return { exitCode: EXIT.refused, data: null, problems: opened.problems, lines: [] };
  if (!isReal) ledgers.add(opened.value);
  if (!opened.value?.send(slug)) return notSent(context, slug, real);
  return report(context, slug, opened.value, !isReal, options);
}

function notSent({ words, folder }: Context, slug: string, real: Ledger | undefined): CommandResult {
  if (existsSync(join(folder, 'issues', `${slug}.md`))) {
    return { exitCode: EXIT.done, data: { slug, sent: false }, problems: [], lines: [words.status.notSent(slug)] };
  }
  const known = real?.sends().map((send) => send.slug) ?? [];
  const found = problem('issue-not-found', { name: slug, nearest: nearestName(slug, known), known });
  return { exitCode: EXIT.usage, data: null, problems: [found], lines: [] };
}

function report(
  context: Context,
  slug: string,
  ledger: Ledger,
  rehearsal: boolean,
  { csv, timezone }: ReportOptions,
): CommandResult {
  const { words, paintOut, world } = context;
  const unwritable =
    csv === undefined
      ? undefined
      : writeReport(csv, world.cwd, ledger.recipients(slug), { delimiter: words.csvDelimiter, timezone });
  if (unwritable) return { exitCode: EXIT.usage, data: null, problems: [unwritable], lines: [] };
  const send = ledger.send(slug)!;
  const sums = ledger.report(slug);
  const { counts, domains, replies, runs, texts } = sums;
  const rows = Object.values(counts).reduce((sum, count) => sum + count, 0);
  function* lines(): Generator<string> {
    if (rehearsal) yield paintOut('yellow', words.status.rehearsal);
    const bounced = countHardBounces(ledger, slug);
    yield* reportLines(words, timezone, send, sums, (state) => ledger.recipients(slug, state), bounced);
    if (csv !== undefined) yield words.status.csvWritten(csv, rows);
  }
  const { startedAt, audience, templates } = send;
  const known = { slug, rehearsal, startedAt, audience, templates, counts, domains, replies, runs, texts };
  const bounced = new LongArray(() => mapped(hardBounces(ledger, slug), ({ address }) => address));
  const recipients = new LongArray(() => mapped(ledger.recipients(slug), entryOf));
  return { exitCode: EXIT.done, data: { ...known, bounced, recipients }, problems: [], lines: lines() };
}

function writeReport(
  file: string,
  cwd: string,
  recipients: Iterable<LedgerRecipient>,
  form: Parameters<typeof recipientsCsv>[1],
): Problem | undefined {
  try {
    writeNamedFile(resolve(cwd, file), inPieces(recipientsCsv(recipients, form)));
    return undefined;
  } catch (error) {
    return problem('file-unwritable', { file, reason: reasonOf(error) });
  }
}

function entryOf({ address, state, attempts, reply, list, language, updatedAt }: LedgerRecipient): object {
  return { address, state, attempts, reply, ...(state === 'skipped' && { reason: reply }), list, language, updatedAt };
}

/** An issue may also be named by the path of its file. */
function slugOf(name: string): string {
  return name.replace(/^.*[\\/]/, '').replace(/\.md$/, '');
}
