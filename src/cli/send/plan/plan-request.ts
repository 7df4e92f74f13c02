import type { Workspace } from '../../../config/load-config.ts';
import type { Plan } from '../../../deliver/plan-send.ts';
import type { IssueFile } from '../../../issue/find-issue.ts';
import type { PlannedRecipient } from '../../../ledger/recipient.ts';
import type { FrozenTemplate, Renewal, Send } from '../../../ledger/send-record.ts';
import type { FoundTrace, TraceFolders } from '../../../ledger/trace-files.ts';
import type { Problem } from '../../../problem/problem.ts';
import type { Context } from '../../context.ts';
import type { Destination } from '../destination.ts';
import type { Audience } from './audience.ts';
import type { SendOptions } from '../send-options.ts';
import type { Store } from '../store.ts';
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
}

/** What a plan takes for granted and the ledger does not have yet. */
export interface Pending {
  /** The send itself, when no earlier run has frozen it. */
  readonly first?: {
    readonly send: Send;
    readonly templates: readonly FrozenTemplate[];
    readonly recipients: readonly PlannedRecipient[];
  };
  readonly renewal?: Renewal;
  readonly joining: readonly PlannedRecipient[];
}

/** A plan that may be executed. */
export interface Planned {
  readonly plan: Plan;
  readonly pending: Pending;
  readonly audience: Audience;
  /** What is sent, by language. */
  readonly texts: Texts;
  /** Addresses that came to the audience after the start and are not mailed. */
  readonly added: readonly string[];
  readonly warnings: readonly Problem[];
}
