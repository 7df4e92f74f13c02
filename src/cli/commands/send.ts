import { isLoopback } from '../../config/parse-smtp-server.ts';
import type { Context } from '../context.ts';
import { EXIT, type ExitCode, exitCodeOf } from '../exit-code.ts';
import { gatherFiles } from '../gather-issue.ts';
import { gatherWorkspace } from '../gather-workspace.ts';
import { beginSend, endSend } from '../send/begin-send.ts';
import { confirmCount } from '../send/confirm.ts';
import { makeReporter } from '../send/make-reporter.ts';
import { openDestination } from '../send/open-destination.ts';
import { type PreparedSend, prepareSend } from '../send/prepare-send.ts';
import { isRefusal, refuse } from '../send/refusal.ts';
import { runSend } from '../send/run-send.ts';
import type { SendOptions } from '../send/send-options.ts';
import type { Announcement, SendReporter, Summary } from '../send/send-reporter.ts';
import { NOTHING_TRIED, type SummaryFrame, summarise, summariseRefusal } from '../send/summary.ts';

/** `newsletter send`: plan, confirm, deliver, report. Run again it resumes. */
export async function send(context: Context, name: string, options: SendOptions): Promise<ExitCode> {
  const reporter = makeReporter(context);
  const summary = await trySend(context, name, options, reporter);
  reporter.finish(summary);
  return summary.exitCode;
}

async function trySend(context: Context, name: string, options: SendOptions, reporter: SendReporter): Promise<Summary> {
  const workspace = await gatherWorkspace(context);
  if (!workspace.value) return summariseRefusal(reporter, name, refuse(workspace.problems, EXIT.usage));
  const files = await gatherFiles(context, [name]);
  const [file] = files.value;
  if (!file) return summariseRefusal(reporter, name, refuse(files.problems, EXIT.usage));
  if (options.test.length > 0) {
    const { sendTest } = await import('../send/send-test.ts');
    return sendTest(context, workspace.value, file, options, reporter);
  }
  const prepared = await prepareSend(context, workspace.value, file, options);
  if (isRefusal(prepared)) return summariseRefusal(reporter, file.slug, prepared);
  try {
    return await carryOut(context, { ...prepared, warnings: [...workspace.problems, ...prepared.warnings] }, options, reporter);
  } finally {
    prepared.store.close();
  }
}

/** The plan is shown, confirmed, written down and executed, in this order. */
async function carryOut(
  context: Context,
  prepared: PreparedSend,
  options: SendOptions,
  reporter: SendReporter,
): Promise<Summary> {
  const { plan } = prepared;
  const frame = frameOf(prepared, options);
  reporter.announce(announcementOf(prepared, frame));
  reporter.problems(prepared.warnings);
  if (options.dryRun) return summarise(frame, plan.counts, EXIT.done, NOTHING_TRIED);
  if (plan.due.length === 0) return settle(context, prepared, options, frame, reporter);
  const opened = await openDestination(prepared.destination, prepared.workspace, context.world);
  if ('code' in opened) return summariseRefusal(reporter, frame.slug, refuse([opened]), plan.counts);
  try {
    const begun = (await confirmCount(context, plan.due.length, options)) ?? beginSend(context, prepared, options);
    if (isRefusal(begun)) return summariseRefusal(reporter, frame.slug, begun, plan.counts);
    reporter.problems(begun.warnings);
    const result = await runSend(context, prepared, begun, opened, reporter);
    if (result.fault) reporter.problems([result.fault]);
    const counts = begun.ledger.counts(frame.slug);
    if (result.fault?.code !== 'ledger-write-failed') reporter.problems(endSend(context, prepared, begun));
    const limitReached = plan.left > plan.due.length && result.attempted >= plan.due.length;
    const end = { isInterrupted: context.world.stop.aborted, isStopped: result.fault !== undefined, limitReached };
    return summarise(frame, counts, exitCodeOf(counts, end), result);
  } finally {
    await opened.close();
  }
}

/** Nobody is left to mail. What is known now and not written down yet is: who left the list, and what a dead run had in flight. */
function settle(
  context: Context,
  prepared: PreparedSend,
  options: SendOptions,
  frame: SummaryFrame,
  reporter: SendReporter,
): Summary {
  const { plan, slug } = prepared;
  const begun = plan.removed.length + plan.orphaned > 0 ? beginSend(context, prepared, options) : undefined;
  if (begun && isRefusal(begun)) return summariseRefusal(reporter, slug, begun, plan.counts);
  const counts = begun ? begun.ledger.counts(slug) : plan.counts;
  if (begun) reporter.problems(endSend(context, prepared, begun));
  const end = { isInterrupted: false, isStopped: false, limitReached: false };
  return summarise(frame, counts, exitCodeOf(counts, end), NOTHING_TRIED);
}

function frameOf({ slug, destination, workspace }: PreparedSend, { dryRun }: SendOptions): SummaryFrame {
  return { slug, destination, connections: workspace.config.delivery.connections, dryRun, test: false };
}

function announcementOf(
  { plan, title, workspace }: PreparedSend,
  { destination, connections, dryRun }: SummaryFrame,
): Announcement {
  const rehearsal = destination.kind === 'outbox';
  const lists = [...new Set(plan.due.map(({ list }) => list))];
  const from = workspace.config.from.address;
  const common = { plan, title, from, lists, rehearsal, dryRun, inFlightLimit: connections };
  if (destination.kind === 'outbox') return { ...common, server: null };
  const { host, port, tls } = destination.server;
  return { ...common, server: { name: `${host}:${port}`, isPlain: tls === 'none' && !isLoopback(host) } };
}
