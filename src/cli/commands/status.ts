import { existsSync, readdirSync, statSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Ledger } from '../../ledger/ledger.ts';
import type { Counts, LedgerRecipient } from '../../ledger/recipient.ts';
import { openExistingLedger } from '../../ledger/open-ledger.ts';
import { type Problem, problem } from '../../problem/problem.ts';
import { reasonOf } from '../../source/read-text-file.ts';
import { nearestName } from '../../source/nearest-name.ts';
import type { Context } from '../context.ts';
import { EXIT } from '../exit-code.ts';
import { gatherWorkspace } from '../gather-workspace.ts';
import { openRecord } from '../open-record.ts';
import type { CommandResult } from '../result.ts';
import { outboxLedger } from '../send/destination.ts';
import { recipientsCsv } from '../report/recipients-csv.ts';
import { reportLines } from '../report/report-lines.ts';
import { hardBounces } from '../send/run/hard-bounces.ts';

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
  try {
    if (name === undefined) return statusOfAll(context, opened.value, timezone);
    return await statusOfOne(context, slugOf(name), opened.value, { ...options, timezone });
  } finally {
    opened.value?.close();
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
    const ledger = openExistingLedger(outboxLedger(workspace, slug)).value;
    const sends = ledger ? sendsIn(ledger) : [];
    ledger?.close();
    return sends;
  });
}

/** Falls back to the rehearsal of an issue that was never really sent, and says so first. */
async function statusOfOne(
  context: Context,
  slug: string,
  real: Ledger | undefined,
  options: ReportOptions,
): Promise<CommandResult> {
  const isReal = !options.outbox && real?.send(slug) !== undefined;
  const opened = isReal ? { value: real, problems: [] } : openExistingLedger(outboxLedger(context.folder, slug));
  if (opened.problems.length > 0) return { exitCode: EXIT.refused, data: null, problems: opened.problems, lines: [] };
  const ledger = opened.value;
  try {
    if (!ledger?.send(slug)) return notSent(context, slug, real);
    return await report(context, slug, ledger, !isReal, options);
  } finally {
    if (!isReal) ledger?.close();
  }
}

function notSent({ words, folder }: Context, slug: string, real: Ledger | undefined): CommandResult {
  if (existsSync(join(folder, 'issues', `${slug}.md`))) {
    return { exitCode: EXIT.done, data: { slug, sent: false }, problems: [], lines: [words.status.notSent(slug)] };
  }
  const known = real?.sends().map((send) => send.slug) ?? [];
  const found = problem('issue-not-found', { name: slug, nearest: nearestName(slug, known), known });
  return { exitCode: EXIT.usage, data: null, problems: [found], lines: [] };
}

async function report(
  context: Context,
  slug: string,
  ledger: Ledger,
  rehearsal: boolean,
  { csv, timezone }: ReportOptions,
): Promise<CommandResult> {
  const { words, paintOut, world } = context;
  const recipients = ledger.recipients(slug);
  const unwritable =
    csv === undefined ? undefined : await writeReport(csv, world.cwd, recipientsCsv(recipients, words.csvDelimiter));
  if (unwritable) return { exitCode: EXIT.usage, data: null, problems: [unwritable], lines: [] };
  const send = ledger.send(slug)!;
  const sums = ledger.report(slug);
  const { counts, domains, replies, runs, texts } = sums;
  const bounced = hardBounces(ledger, slug);
  const lines = [
    ...(rehearsal ? [paintOut('yellow', words.status.rehearsal)] : []),
    ...reportLines(words, timezone, send, sums, recipients, bounced.length),
    ...(csv === undefined ? [] : [words.status.csvWritten(csv, recipients.length)]),
  ];
  const { startedAt, audience, templates } = send;
  const known = { slug, rehearsal, startedAt, audience, templates, counts, domains, replies, runs, texts };
  const data = { ...known, bounced: bounced.map(({ address }) => address), recipients: recipients.map(entryOf) };
  return { exitCode: EXIT.done, data, problems: [], lines };
}

async function writeReport(file: string, cwd: string, content: string): Promise<Problem | undefined> {
  try {
    await writeFile(resolve(cwd, file), content);
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
