import { randomUUID } from 'node:crypto';
import { dirname } from 'node:path';
import { type ParsedAddress, domainOf, parseEmailAddress } from '../../../address/email-address.ts';
import { sampleFieldsOf } from '../../../build/sample-message.ts';
import type { MessageTemplate } from '../../../compose/message-template.ts';
import type { Workspace } from '../../../config/load-config.ts';
import { outcomeOf } from '../../../deliver/outcome-of.ts';
import { beginTransaction, handOver } from '../../../deliver/smtp/smtp-transaction.ts';
import type { IssueFile } from '../../../issue/find-issue.ts';
import type { Outcome } from '../../../ledger/ledger-entry.ts';
import { readTraces, traceFolders } from '../../../ledger/trace-files.ts';
import { personalise } from '../../../personalise/personalise.ts';
import { prepareMessage } from '../../../personalise/prepare-message.ts';
import { type Parsed, type Problem, problem } from '../../../problem/problem.ts';
import type { Context } from '../../context.ts';
import { EXIT, exitCodeOf } from '../../exit-code.ts';
import { composeGathered } from '../../compose-gathered.ts';
import { gatherIssue } from '../../gather-issue.ts';
import { openRecord } from '../../open-record.ts';
import { chooseDestination } from '../destination.ts';
import { type OpenDestination, openDestination } from './open-destination.ts';
import { type Refusal, isRefusal, refuse } from '../refusal.ts';
import type { SendOptions } from '../send-options.ts';
import type { SendReporter, Summary } from '../tell/send-reporter.ts';
import { countOutcomes, summarise, summariseRefusal } from '../tell/summary.ts';

/** Mails test copies: no row in any ledger, a Message-ID of their own, a marked subject, no subscriber's data in the holes. */
export async function sendTest(
  context: Context,
  workspace: Workspace,
  file: IssueFile,
  options: SendOptions,
  reporter: SendReporter,
): Promise<Summary> {
  const tried = await tryTest(context, workspace, file, options, reporter);
  return isRefusal(tried) ? summariseRefusal(reporter, file.slug, tried) : tried;
}

async function tryTest(
  context: Context,
  workspace: Workspace,
  file: IssueFile,
  options: SendOptions,
  reporter: SendReporter,
): Promise<Summary | Refusal> {
  const addresses = parseAddresses(options.test);
  if (addresses.problems.length > 0) return refuse(addresses.problems, EXIT.usage);
  const { value: traces } = readTraces(traceFolders(workspace.folder, dirname(file.path), context.world.stateFolder));
  const destination = chooseDestination(workspace, file.slug, options.outbox, traces);
  if ('code' in destination) return refuse([destination], EXIT.usage);
  const isReal = destination.kind === 'smtp';
  const barred = findSuppressed(context, workspace, addresses.value).filter(({ code }) => isReal || code === 'test-suppressed');
  if (barred.length > 0) return refuse(barred);
  const templates = await composeTest(workspace, file, reporter);
  if (isRefusal(templates)) return templates;
  const opened = await openDestination(destination, workspace, context.world);
  if ('code' in opened) return refuse([opened]);
  reporter.problems(opened.warnings);
  try {
    const started = context.world.clock.monotonic();
    const outcomes = await deliverCopies(context, templates, addresses.value, opened, reporter);
    if (isRefusal(outcomes)) return outcomes;
    const counts = countOutcomes(outcomes);
    const result = {
      attempted: outcomes.length,
      accepted: counts.accepted,
      elapsed: context.world.clock.monotonic() - started,
    };
    const exitCode = exitCodeOf(counts, { isInterrupted: context.world.stop.aborted, isStopped: false, limitReached: false });
    return summarise({ slug: file.slug, destination, connections: 1, dryRun: false, test: true }, counts, exitCode, result);
  } finally {
    await opened.close();
  }
}

/** Who must not be mailed gets no test either; a ledger that cannot be read cannot say who that is. */
function findSuppressed(context: Context, workspace: Workspace, addresses: readonly ParsedAddress[]): Problem[] {
  const { value: ledger, problems } = openRecord(context, workspace);
  const found = addresses.flatMap(({ key }) => ledger?.suppressions.find(key) ?? []);
  ledger?.close();
  const { timezone } = workspace.config;
  const barred = found.map(({ address, reason, at }) => problem('test-suppressed', { address, reason, since: at, timezone }));
  return [...problems, ...barred];
}

function parseAddresses(written: readonly string[]): Parsed<ParsedAddress[]> {
  const parsed = written.map((text) => ({ text, result: parseEmailAddress(text) }));
  return {
    value: [
      ...new Map(parsed.flatMap(({ result }) => (typeof result === 'string' ? [] : [[result.key, result] as const]))).values(),
    ],
    problems: parsed.flatMap(({ text, result }) =>
      typeof result === 'string' ? [problem('test-address', { address: text, reason: result })] : [],
    ),
  };
}

/** A copy in each language that the issue is in, its own first. */
async function composeTest(
  workspace: Workspace,
  file: IssueFile,
  reporter: SendReporter,
): Promise<readonly MessageTemplate[] | Refusal> {
  const gathered = await gatherIssue(workspace, file);
  if (!gathered.value?.look) return refuse(gathered.problems);
  reporter.problems(gathered.problems);
  const composed = await composeGathered(gathered.value, workspace.config);
  if (!composed.value) return refuse(composed.problems);
  return [...composed.value.values()].map(({ template }) => template);
}

async function deliverCopies(
  { world, words }: Context,
  templates: readonly MessageTemplate[],
  addresses: readonly ParsedAddress[],
  { open, sign }: OpenDestination,
  reporter: SendReporter,
): Promise<Outcome[] | Refusal> {
  const session = await open(world.stop);
  if ('problem' in session) return refuse([session.problem], world.stop.aborted ? EXIT.interrupted : EXIT.left);
  world.stop.addEventListener('abort', () => session.wire.destroy());
  const outcomes: Outcome[] = [];
  for (const template of templates) {
    const prepared = prepareMessage(template);
    const fields = sampleFieldsOf(template);
    for (const { address } of addresses) {
      if (world.stop.aborted) break;
      const messageId = `${randomUUID()}@${domainOf(template.sender.from.address)}`;
      const date = world.clock.now();
      const copy = { address, fields, messageId, tokens: null, date, subjectMark: words.send.testMark };
      const message = await sign(prepared, personalise(prepared, copy), date);
      const opening = await beginTransaction(session, message, null);
      const end = opening.kind === 'ready' ? await handOver(session, message) : opening;
      const outcome = outcomeOf(end);
      reporter.outcome({ address, attempts: 0 }, outcome);
      outcomes.push(outcome.state);
    }
  }
  session.quit();
  return outcomes;
}
