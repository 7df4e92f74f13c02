import type { Workspace } from '../../config/load-config.ts';
import type { Context } from '../context.ts';
import type { IssueLoaders } from '../gather-issue.ts';
import type { SentRecord } from '../sent-texts.ts';
import type { Mailings } from './mailings.ts';

/** What every issue of a preview is read with. */
export interface DeskSetting {
  readonly context: Context;
  readonly workspace: () => Promise<Workspace>;
  readonly themes: () => Promise<readonly string[]>;
  readonly record: () => Promise<SentRecord>;
  readonly mailings: Mailings;
  /** Lists and themes that are as they were are not read again. */
  readonly load: Omit<IssueLoaders, 'compose'>;
}
