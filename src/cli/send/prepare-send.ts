import { createHash } from 'node:crypto';
import { dirname } from 'node:path';
import type { MessageTemplate } from '../../compose/message-template.ts';
import type { Workspace } from '../../config/load-config.ts';
import { type Plan, planFirst, planResume } from '../../deliver/plan-send.ts';
import type { IssueFile } from '../../issue/find-issue.ts';
import type { PlannedRecipient, Send } from '../../ledger/ledger.ts';
import { type FoundTrace, type TraceFolders, readTraces, traceFolders } from '../../ledger/trace-files.ts';
import { type Problem, isError, problem } from '../../problem/problem.ts';
import type { Context } from '../context.ts';
import { EXIT } from '../exit-code.ts';
import { type GatheredIssue, gatherIssue } from '../gather-issue.ts';
import { type Destination, chooseDestination } from './destination.ts';
import { type Refusal, isRefusal, refuse, refuseErrors } from './refusal.ts';
import type { SendOptions } from './send-options.ts';
import { type Sources, changedSources, sameSources, sourcesOf } from './sources.ts';
import { type Store, openStore } from './store.ts';

/** A send that may begin: its plan, and what of it is not written down yet. Its store must be closed. */
export interface PreparedSend {
  readonly workspace: Workspace;
  readonly slug: string;
  readonly title: string;
  readonly destination: Destination;
  readonly traces: readonly FoundTrace[];
  readonly folders: TraceFolders;
  readonly store: Store;
  readonly plan: Plan;
  /** What the plan is frozen from; undefined when an earlier run has done it. */
  readonly first: FirstRun | undefined;
  readonly warnings: readonly Problem[];
}

export interface FirstRun {
  readonly send: Send;
  readonly template: MessageTemplate;
  readonly content: string;
  readonly recipients: readonly PlannedRecipient[];
  /** The rehearsal before this one is to be cleared away. */
  readonly replacesRehearsal: boolean;
}

/** Reads, checks and plans; refuses for every reason there is before anything is written or connected to. */
export async function prepareSend(
  context: Context,
  workspace: Workspace,
  file: IssueFile,
  options: SendOptions,
): Promise<PreparedSend | Refusal> {
  const folders = traceFolders(workspace.folder, dirname(file.path), context.world.stateFolder);
  const traces = readTraces(folders);
  const destination = chooseDestination(workspace, file.slug, options.outbox, traces.value);
  if ('code' in destination) return refuse([destination], EXIT.usage);
  if (destination.kind === 'smtp' && traces.problems.length > 0) return refuse(traces.problems);
  const store = openStore({ workspace, slug: file.slug, destination, traces: traces.value, options, world: context.world });
  if (isRefusal(store)) return store;
  const request = { context, workspace, file, options, destination, traces: traces.value, folders, store };
  try {
    const prepared = await planFrom(request);
    if (isRefusal(prepared)) store.close();
    return prepared;
  } catch (error) {
    store.close();
    throw error;
  }
}

interface PlanRequest {
  readonly context: Context;
  readonly workspace: Workspace;
  readonly file: IssueFile;
  readonly options: SendOptions;
  readonly destination: Destination;
  readonly traces: readonly FoundTrace[];
  readonly folders: TraceFolders;
  readonly store: Store;
}

async function planFrom(request: PlanRequest): Promise<PreparedSend | Refusal> {
  const { workspace, file, options, destination, store } = request;
  const gathered = await gatherIssue(workspace, file);
  if (!gathered.value) return refuse(gathered.problems);
  const sources = sourcesOf(gathered.value, workspace.config);
  const begun = store.ledger?.send(file.slug);
  const isStaleRehearsal = destination.kind === 'outbox' && begun !== undefined && !sameSources(sources, begun.sources);
  if (!begun || isStaleRehearsal) return planFirstRun(request, gathered.value, sources, isStaleRehearsal);
  const changed = changedSources(sources, begun.sources);
  const plan = resumePlan(request, gathered.value);
  if (changed.length === 0 || options.asStarted) return prepared(request, gathered.value, plan, undefined);
  return refuse([problem('sources-changed', { changed, since: begun.startedAt, left: plan.left })]);
}

function resumePlan({ file, options, store }: PlanRequest, gathered: GatheredIssue): Plan {
  const again = [
    ...(options.retryRejected ? (['rejected'] as const) : []),
    ...(options.resendUnknown ? (['unknown'] as const) : []),
  ];
  const isReadable = !gathered.problems.some(({ code, severity }) => code.startsWith('list-') && severity === 'error');
  const listed = isReadable ? new Map(gathered.recipients.map(({ key, address }) => [key, address as string])) : null;
  return planResume(file.slug, store.ledger!, { limit: options.limit, again, listed });
}

async function planFirstRun(
  request: PlanRequest,
  gathered: GatheredIssue,
  sources: Sources,
  replacesRehearsal: boolean,
): Promise<PreparedSend | Refusal> {
  const { context, workspace, file, options, destination } = request;
  const twin = destination.kind === 'smtp' ? sentTwin(request, gathered) : undefined;
  const problems = [...gathered.problems, ...(twin === undefined ? [] : [problem('content-sent-before', { slug: twin })])];
  const errors = problems.filter(isError).length;
  if (errors > 0 || !gathered.theme) return refuse([...problems, problem('send-refused', { errors })]);
  const { compose } = await import('../../compose/compose.ts');
  const composed = await compose(gathered.loaded, gathered.theme, workspace.config);
  const refused = refuseErrors([...problems, ...composed.problems]);
  if (refused || !composed.value) return refused ?? refuse(composed.problems);
  const { issue } = gathered.loaded;
  const content = JSON.stringify(composed.value);
  const send = {
    slug: file.slug,
    startedAt: context.world.clock.now().toISOString(),
    bodyHash: issue.bodyHash,
    sources,
    templates: { [issue.language]: createHash('sha256').update(content).digest('hex') },
  };
  const recipients = plannedRecipients(gathered);
  const plan = planFirst(file.slug, recipients, options.limit);
  return prepared(request, gathered, plan, { send, template: composed.value, content, recipients, replacesRehearsal });
}

/** Of a row only what its copy is filled from goes into the ledger: the columns that holes name, and the name in To. */
function plannedRecipients({ loaded: { issue }, recipients }: GatheredIssue): PlannedRecipient[] {
  const needed = new Set(['name', 'organisation', ...issue.holeUses.map(({ hole }) => hole.name)]);
  return recipients.map(({ key, address, list, fields }) => ({
    key,
    address,
    list,
    language: issue.language,
    fields: Object.fromEntries(Object.entries(fields).filter(([column]) => needed.has(column))),
  }));
}

/** Another slug under which the same text was sent already. */
function sentTwin({ file, traces, store }: PlanRequest, { loaded: { issue } }: GatheredIssue): string | undefined {
  const sent = [...traces.map(({ trace }) => trace), ...(store.ledger?.sends() ?? [])];
  return sent.find(({ slug, bodyHash }) => slug !== file.slug && bodyHash === issue.bodyHash)?.slug;
}

function prepared(request: PlanRequest, gathered: GatheredIssue, plan: Plan, first: FirstRun | undefined): PreparedSend {
  const { workspace, file, destination, traces, folders, store } = request;
  const { issue } = gathered.loaded;
  const warnings = first ? gathered.problems : listChanges(plan);
  return {
    workspace,
    slug: file.slug,
    title: issue.holes.restore(issue.title),
    destination,
    traces,
    folders,
    store,
    plan,
    first,
    warnings,
  };
}

function listChanges({ removed, added }: Plan): Problem[] {
  return [
    ...(removed.length > 0 ? [problem('recipients-removed', { addresses: removed.map(({ address }) => address) })] : []),
    ...(added.length > 0 ? [problem('recipients-added', { addresses: [...added] })] : []),
  ];
}
