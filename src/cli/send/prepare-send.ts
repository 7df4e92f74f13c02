import { dirname } from 'node:path';
import type { Workspace } from '../../config/load-config.ts';
import { type Plan, type ResumeOptions, planResume } from '../../deliver/plan-send.ts';
import type { IssueFile } from '../../issue/find-issue.ts';
import type { Send } from '../../ledger/ledger.ts';
import { type FoundTrace, type TraceFolders, readTraces, traceFolders } from '../../ledger/trace-files.ts';
import { type Problem, problem } from '../../problem/problem.ts';
import type { Context } from '../context.ts';
import { EXIT } from '../exit-code.ts';
import { type GatheredIssue, gatherIssue } from '../gather-issue.ts';
import { type Destination, chooseDestination } from './destination.ts';
import { type FirstRun, planFirstRun } from './first-run.ts';
import { type Refusal, isRefusal, refuse } from './refusal.ts';
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
  const { workspace, file, options, store } = request;
  const gathered = await gatherIssue(workspace, file);
  if (!gathered.value) return refuse(gathered.problems);
  const sources = sourcesOf(gathered.value, workspace.config);
  const begun = store.ledger?.send(file.slug);
  if (!begun || mayBeginAnew(request, sources, begun)) return planAnew(request, gathered.value, sources);
  const changed = changedSources(sources, begun.sources);
  const plan = resumePlan(request, gathered.value);
  if (changed.length === 0 || options.asStarted) {
    return prepared(request, gathered.value, { plan, first: undefined, warnings: listChanges(plan) });
  }
  return refuse([problem('sources-changed', { changed, since: begun.startedAt, left: plan.left })]);
}

/** A rehearsal is done anew after any change; a real send only while nobody was tried, as after a crash before the first message. */
function mayBeginAnew({ destination, options, store, file }: PlanRequest, sources: Sources, begun: Send): boolean {
  if (destination.kind === 'outbox') return options.dryRun || !sameSources(sources, begun.sources);
  const hasChanged = changedSources(sources, begun.sources).length > 0;
  return hasChanged && !options.asStarted && !options.dryRun && store.ledger!.discardUntouched(file.slug);
}

async function planAnew(request: PlanRequest, gathered: GatheredIssue, sources: Sources): Promise<PreparedSend | Refusal> {
  const { context, workspace, options, destination } = request;
  const startedAt = context.world.clock.now().toISOString();
  const twin = destination.kind === 'smtp' ? sentTwin(request, gathered) : undefined;
  const planned = await planFirstRun({ workspace, gathered, sources, limit: options.limit, twin, startedAt });
  return isRefusal(planned) ? planned : prepared(request, gathered, { ...planned, warnings: gathered.problems });
}

function resumePlan({ file, options, store }: PlanRequest, gathered: GatheredIssue): Plan {
  const again = [
    ...(options.retryRejected ? (['rejected'] as const) : []),
    ...(options.resendUnknown ? (['unknown'] as const) : []),
  ];
  return planResume(file.slug, store.ledger!, { limit: options.limit, again, listed: listedNow(gathered) });
}

function listedNow({ lists, recipients }: GatheredIssue): ResumeOptions['listed'] {
  if (lists === null) return null;
  return {
    lists: new Set(lists.map(({ name }) => name)),
    addresses: new Map(recipients.map(({ key, address }) => [key, address])),
  };
}

/** Another slug under which the same text was sent already. */
function sentTwin({ file, traces, store }: PlanRequest, { loaded: { issue } }: GatheredIssue): string | undefined {
  const sent = [...traces.map(({ trace }) => trace), ...(store.ledger?.sends() ?? [])];
  return sent.find(({ slug, bodyHash }) => slug !== file.slug && bodyHash === issue.bodyHash)?.slug;
}

type Planned = Pick<PreparedSend, 'plan' | 'first' | 'warnings'>;

function prepared(
  { workspace, file, destination, traces, folders, store }: PlanRequest,
  gathered: GatheredIssue,
  planned: Planned,
): PreparedSend {
  const { holes, title } = gathered.loaded.issue;
  return { workspace, slug: file.slug, title: holes.restore(title), destination, traces, folders, store, ...planned };
}

function listChanges({ removed, added }: Plan): Problem[] {
  return [
    ...(removed.length > 0 ? [problem('recipients-removed', { addresses: removed.map(({ address }) => address) })] : []),
    ...(added.length > 0 ? [problem('recipients-added', { addresses: [...added] })] : []),
  ];
}
