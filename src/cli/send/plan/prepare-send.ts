import { dirname } from 'node:path';
import type { Workspace } from '../../../config/load-config.ts';
import type { IssueFile } from '../../../issue/find-issue.ts';
import type { Send } from '../../../ledger/send-record.ts';
import { readTraces, traceFolders } from '../../../ledger/trace-files.ts';
import type { Context } from '../../context.ts';
import { EXIT } from '../../exit-code.ts';
import { gatherText } from '../../gather-issue.ts';
import { type Audience, LISTS, formatAudience, parseAudience } from './audience.ts';
import { checkOnly } from './choice.ts';
import { chooseDestination } from '../destination.ts';
import { planFirstRun } from './first-run.ts';
import type { PlanRequest, Planned } from './plan-request.ts';
import { type Refusal, isRefusal, refuse } from '../refusal.ts';
import { planResumedRun } from './resume.ts';
import type { SendOptions } from '../send-options.ts';
import { type Sources, changedSources, sameSources, sourcesOf } from './sources.ts';
import { writeFailure } from '../write-failure.ts';
import { openStore } from '../store.ts';
import { progressInterval } from '../tell/progress-interval.ts';
import type { SendReporter } from '../tell/send-reporter.ts';
import { ReadingProgress } from './reading-progress.ts';

/** A send that may begin: its plan, and what of it is not written down yet. Its store must be closed. */
export interface PreparedSend extends Omit<PlanRequest, 'context' | 'file' | 'options' | 'progress'>, Planned {
  readonly slug: string;
  readonly title: string;
  /** Of the issue, in ISO form. */
  readonly date: string;
  /** As named in problems. */
  readonly issueFile: string;
}

/** Reads, checks and plans; refuses for every reason there is before anything is written or connected to. */
export async function prepareSend(
  context: Context,
  workspace: Workspace,
  file: IssueFile,
  options: SendOptions,
  reporter: SendReporter,
): Promise<PreparedSend | Refusal> {
  const misnamed = checkOnly(options);
  if (misnamed.length > 0) return refuse(misnamed, EXIT.usage);
  const folders = traceFolders(workspace.folder, dirname(file.path), context.world.stateFolder);
  const traces = readTraces(folders);
  const destination = chooseDestination(workspace, file.slug, options.outbox, traces.value);
  if ('code' in destination) return refuse([destination], EXIT.usage);
  if (destination.kind === 'smtp' && traces.problems.length > 0) return refuse(traces.problems);
  const store = openStore({ workspace, slug: file.slug, destination, traces: traces.value, options, world: context.world });
  if (isRefusal(store)) return store;
  const progress = new ReadingProgress(context.world.clock, reporter, progressInterval(context));
  const request = { context, workspace, file, options, destination, traces: traces.value, folders, store, progress };
  try {
    const prepared = await progress.during(() => planSend(request));
    if (isRefusal(prepared)) store.close();
    return prepared;
  } catch (error) {
    store.close();
    return refuse([writeFailure(error)]);
  }
}

async function planSend(request: PlanRequest): Promise<PreparedSend | Refusal> {
  const { workspace, file, options, destination, traces, folders, store } = request;
  const gathered = await gatherText(workspace, file);
  if (!gathered.value) return refuse(gathered.problems);
  const sources = await sourcesOf(gathered.value, workspace);
  const begun = store.ledger?.send(file.slug);
  const isNew = !begun || mayBeginAnew(request, sources, begun);
  const planned = isNew
    ? await planFirstRun(request, gathered.value, sources, options.to ?? frozenAudience(begun))
    : await planResumedRun(request, gathered.value, sources, begun);
  if (isRefusal(planned)) return planned;
  const { holes, title, date, file: issueFile } = gathered.value.loaded.issue;
  const issue = { slug: file.slug, title: holes.restore(title), date, issueFile };
  return { ...issue, workspace, destination, traces, folders, store, ...planned };
}

/** Whom a send goes to stays decided also when its text begins anew. */
function frozenAudience(begun: Send | undefined): Audience {
  return (begun && parseAudience(begun.audience)) ?? LISTS;
}

/** A rehearsal is done anew after any change; a real send only while nobody was tried, as after a crash before the first message. */
function mayBeginAnew({ destination, options, store, file }: PlanRequest, sources: Sources, begun: Send): boolean {
  const isOther = options.to !== null && formatAudience(options.to) !== begun.audience;
  if (destination.kind === 'outbox') return options.dryRun || isOther || !sameSources(sources, begun.sources);
  const hasChanged = isOther || changedSources(sources, begun.sources).length > 0;
  return hasChanged && !options.asStarted && !options.dryRun && store.ledger!.isUntouched(file.slug);
}
