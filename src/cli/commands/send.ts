import { isLoopback } from '../../config/parse-smtp-server.ts';
import type { Context } from '../context.ts';
import { EXIT, type ExitCode, exitCodeOf } from '../exit-code.ts';
import { gatherFiles } from '../gather-issue.ts';
import { gatherWorkspace } from '../gather-workspace.ts';
import { beginSend } from '../send/begin-send.ts';
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
  reporter.problems(workspace.problems);
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
    return await carryOut(context, prepared, options, reporter);
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
  const { plan, workspace, slug } = prepared;
  const frame = frameOf(prepared, options);
  reporter.announce(announcementOf(prepared, frame));
  reporter.problems(prepared.warnings);
  if (options.dryRun) return summarise(frame, plan.counts, EXIT.done, NOTHING_TRIED);
  if (plan.due.length === 0 && plan.removed.length === 0) {
    const end = { isInterrupted: false, isStopped: false, limitReached: false };
    return summarise(frame, plan.counts, exitCodeOf(plan.counts, end), NOTHING_TRIED);
  }
  const opened = await openDestination(prepared.destination, workspace, context.world);
  if ('code' in opened) return summariseRefusal(reporter, slug, refuse([opened], EXIT.usage));
  try {
    const begun = (await confirmCount(context, plan.due.length, options)) ?? beginSend(context, prepared, options);
    if (isRefusal(begun)) return summariseRefusal(reporter, slug, begun, plan.counts);
    reporter.problems(begun.warnings);
    const result = await runSend(context, prepared, begun, opened, options, reporter);
    if (result.fault) reporter.problems([result.fault]);
    const counts = begun.ledger.counts(slug);
    const limitReached = plan.left > plan.due.length;
    const end = { isInterrupted: context.world.stop.aborted, isStopped: result.fault !== undefined, limitReached };
    return summarise(frame, counts, exitCodeOf(counts, end), result);
  } finally {
    await opened.close();
  }
}

function frameOf({ slug, destination, workspace }: PreparedSend, { dryRun }: SendOptions): SummaryFrame {
  return { slug, destination, connections: workspace.config.delivery.connections, dryRun, test: false };
}

function announcementOf({ plan, title }: PreparedSend, { destination, connections, dryRun }: SummaryFrame): Announcement {
  const rehearsal = destination.kind === 'outbox';
  const common = { plan, title, rehearsal, dryRun, inFlightLimit: connections };
  if (destination.kind === 'outbox') return { ...common, server: null };
  const { host, port, tls } = destination.server;
  return { ...common, server: { name: `${host}:${port}`, isPlain: tls === 'none' && !isLoopback(host) } };
}
