import { type Problem, isError } from '../../problem/problem.ts';
import type { Context } from '../context.ts';
import { EXIT, type ExitCode, type RunEnd, exitCodeOf } from '../exit-code.ts';
import { gatherFiles } from '../gather-files.ts';
import { gatherWorkspace } from '../gather-workspace.ts';
import { beginSend } from '../send/run/begin-send.ts';
import { checkDated } from '../send/plan/check-dated.ts';
import { checkWorkspace } from '../send/run/check-workspace.ts';
import { confirmCount } from '../send/run/confirm.ts';
import { plainServer } from '../send/destination.ts';
import { endSend } from '../send/run/end-send.ts';
import { makeReporter } from '../send/tell/make-reporter.ts';
import { openDestination } from '../send/run/open-destination.ts';
import { type PreparedSend, prepareSend } from '../send/plan/prepare-send.ts';
import { type Refusal, isRefusal, refuse, refuseErrors } from '../send/refusal.ts';
import { lookAtArchive } from '../send/run/look-at-archive.ts';
import { type RunResult, runSend } from '../send/run/run-send.ts';
import type { SendOptions } from '../send/send-options.ts';
import type { Announcement, SendReporter, Summary } from '../send/tell/send-reporter.ts';
import { countHardBounces } from '../send/run/hard-bounces.ts';
import { NOTHING_TRIED, NO_AFTERMATH, type SummaryFrame, summarise, summariseRefusal } from '../send/tell/summary.ts';
import { untriedAfter, untriedBefore } from '../send/tell/untried.ts';
import { parseAt, waitFor } from '../send/run/wait-for-time.ts';

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
    const { sendTest } = await import('../send/run/send-test.ts');
    return sendTest(context, workspace.value, file, options, reporter);
  }
  const at = parseAt(options.at, workspace.value.config.timezone, context.world.clock.now());
  if (typeof at === 'object' && at) {
    return summariseRefusal(reporter, file.slug, refuse([at], at.code === 'at-invalid' ? EXIT.usage : EXIT.refused));
  }
  const prepared = await prepareSend(context, workspace.value, file, options, reporter);
  if (isRefusal(prepared)) return summariseRefusal(reporter, file.slug, prepared);
  try {
    const ahead = checkDated(prepared, new Date(at ?? context.world.clock.now()));
    const warnings = [...workspace.problems, ...prepared.warnings, ...ahead];
    return await carryOut({ context, prepared: { ...prepared, warnings }, options, reporter, at });
  } finally {
    prepared.store.close();
  }
}

interface SendRequest {
  readonly context: Context;
  readonly prepared: PreparedSend;
  readonly options: SendOptions;
  readonly reporter: SendReporter;
  /** When to begin, in milliseconds since 1970; null for now. */
  readonly at: number | null;
}

/** The plan is shown, confirmed, written down and executed, in this order. */
async function carryOut(request: SendRequest): Promise<Summary> {
  const { context, prepared, options, reporter } = request;
  const { plan } = prepared;
  const frame = frameOf(prepared, options);
  reporter.announce(announcementOf(prepared, frame));
  reporter.problems(prepared.warnings);
  if (options.dryRun) return summarise(frame, plan.counts, EXIT.done, NOTHING_TRIED);
  if (plan.due === 0) return settle(request, frame);
  const missing = request.at === null ? await lookBeforeSending(request) : [];
  reporter.problems(missing.filter((found) => !isError(found)));
  const unpublished = context.world.stop.aborted ? refuse([], EXIT.interrupted) : refuseErrors(missing.filter(isError));
  if (unpublished) return summariseRefusal(reporter, frame.slug, unpublished, plan.counts);
  const declined = await confirmCount(context, plan.due, options);
  if (declined) return summariseRefusal(reporter, frame.slug, declined, plan.counts);
  const gone = refuseErrors(checkWorkspace(prepared));
  if (gone) return summariseRefusal(reporter, frame.slug, gone, plan.counts);
  const opened = await openDestination(prepared.destination, prepared.workspace, context.world);
  if ('code' in opened) return summariseRefusal(reporter, frame.slug, refuse([opened]), plan.counts);
  try {
    const begun = beginSend(context, prepared, options);
    if (isRefusal(begun)) return summariseRefusal(reporter, frame.slug, begun, plan.counts);
    reporter.problems([...opened.warnings, ...begun.warnings]);
    const missed =
      request.at === null ? undefined : ((await waitUntil(request, request.at)) ?? (await lookAfterWaiting(request)));
    const isCancelled = request.at !== null && context.world.stop.aborted;
    const result = missed ? { ...NOTHING_TRIED, fault: missed } : await runSend(context, prepared, begun, opened, reporter);
    if (result.fault) reporter.problems([result.fault]);
    const ended = endSend(context, prepared, begun, options, result);
    reporter.problems(ended.problems);
    if (isCancelled) return summariseRefusal(reporter, frame.slug, refuse([], EXIT.interrupted), ended.counts);
    const untried = untriedAfter(result, context.world.stop.aborted);
    return summarise(frame, ended.counts, exitCodeOf(ended.counts, endOf(request, result)), result, { ...ended, untried });
  } finally {
    await opened.close();
  }
}

/** In a rehearsal nobody is led to the archive. */
async function lookBeforeSending({ context, prepared }: SendRequest): Promise<Problem[]> {
  return prepared.destination.kind === 'outbox' ? [] : lookAtArchive(prepared, context.world);
}

/** What is published by then counts. The first thing that keeps the send from beginning, if any does; the rest is told. */
async function lookAfterWaiting(request: SendRequest): Promise<Problem | undefined> {
  const missing = await lookBeforeSending(request);
  const first = missing.find(isError);
  request.reporter.problems(missing.filter((found) => found !== first));
  return first;
}

function waitUntil({ context, prepared, options, reporter }: SendRequest, at: number): Promise<Problem | undefined> {
  const { timezone } = prepared.workspace.config;
  return waitFor(at, { written: options.at!, timezone }, context.world, reporter);
}

/** Nobody is left to mail. What is known now and not written down yet is, and what was asked for beside the mailing is done. */
function settle({ context, prepared, options, reporter }: SendRequest, frame: SummaryFrame): Summary {
  const { plan, slug, store } = prepared;
  const isPending = plan.skipping + plan.orphaned > 0 || (options.suppressRejected && store.ledger !== undefined);
  const begun: ReturnType<typeof beginSend> | Refusal | undefined = isPending ? beginSend(context, prepared, options) : undefined;
  if (begun && isRefusal(begun)) return summariseRefusal(reporter, slug, begun, plan.counts);
  const ended = begun && endSend(context, prepared, begun, options, NOTHING_TRIED);
  reporter.problems(ended?.problems ?? []);
  const counts = ended?.counts ?? plan.counts;
  const end = { isInterrupted: false, isStopped: false, limitReached: plan.left > 0 };
  const bounced = store.ledger && frame.destination.kind === 'smtp' ? countHardBounces(store.ledger, slug) : 0;
  const untried = untriedBefore(plan, options);
  return summarise(frame, counts, exitCodeOf(counts, end), NOTHING_TRIED, {
    ...(ended ?? { ...NO_AFTERMATH, bounced }),
    untried,
  });
}

function endOf({ context, prepared: { plan } }: SendRequest, { fault, settled }: RunResult): RunEnd {
  return {
    isInterrupted: context.world.stop.aborted,
    isStopped: fault !== undefined,
    limitReached: plan.left > plan.due && settled >= plan.due,
  };
}

function frameOf({ slug, destination, workspace }: PreparedSend, { dryRun }: SendOptions): SummaryFrame {
  return { slug, destination, connections: workspace.config.delivery.connections, dryRun, test: false };
}

function announcementOf(
  { plan, title, audience, workspace }: PreparedSend,
  { destination, connections, dryRun }: SummaryFrame,
): Announcement {
  const rehearsal = destination.kind === 'outbox';
  const from = workspace.config.from.address;
  const { lists } = workspace.config;
  const listsOutside = plan.lists.flatMap((name) => (lists.get(name)?.isOutside ? [lists.get(name)!.file] : []));
  const common = { plan, title, audience, from, rehearsal, dryRun, inFlightLimit: connections, listsOutside };
  if (destination.kind === 'outbox') return { ...common, server: null };
  const { host, port, login } = destination.server;
  const isPlain = plainServer(destination) !== null;
  return { ...common, server: { name: `${host}:${port}`, isPlain, hasLogin: login !== null } };
}
