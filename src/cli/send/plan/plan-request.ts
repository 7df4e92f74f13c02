import type { Plan } from '../../../deliver/plan-send.ts';
import type { Workspace } from '../../../config/load-config.ts';
import type { IssueFile } from '../../../issue/find-issue.ts';
import type { FrozenTemplate, Renewal, Send } from '../../../ledger/send-record.ts';
import type { FoundTrace, TraceFolders } from '../../../ledger/trace-files.ts';
import type { Problem } from '../../../problem/problem.ts';
import type { Context } from '../../context.ts';
import type { Destination } from '../destination.ts';
import type { SendOptions } from '../send-options.ts';
import type { Store } from '../store.ts';
import type { Audience } from './audience.ts';
import type { ReadingProgress } from './reading-progress.ts';
import type { Texts } from './texts.ts';

/** Everything that a plan is made from beside the issue and the lists. */
export interface PlanRequest {
  readonly context: Context;
  readonly workspace: Workspace;
  readonly file: IssueFile;
  readonly options: SendOptions;
  readonly destination: Destination;
  readonly traces: readonly FoundTrace[];
  readonly folders: TraceFolders;
  readonly store: Store;
  readonly progress: ReadingProgress;
}

/** What a plan takes for granted and the ledger does not have yet, beside those who are in the roll. */
export interface Pending {
  /** The send itself, when no earlier run has frozen it. */
  readonly first?: { readonly send: Send; readonly templates: readonly FrozenTemplate[] };
  readonly renewal?: Renewal;
}

/** A plan that may be executed. */
export interface Planned {
  readonly plan: Plan;
  readonly pending: Pending;
  readonly audience: Audience;
  /** What is sent, by language. */
  readonly texts: Texts;
  readonly warnings: readonly Problem[];
}
