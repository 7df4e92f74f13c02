import type { OwnFiles } from '../load-own-files.ts';
import type { Studio } from '../studio.ts';
import type { Doorkeeper } from './doorkeeper.ts';

/** What the pages are served from. */
export interface PreviewSetting {
  readonly studio: Studio;
  /** Script, style and icon of the preview itself. */
  readonly files: OwnFiles;
  /** Tells this preview from others: what workspace it is of, and which run. */
  readonly identity: { readonly workspace: string; readonly run: string };
  /** What a form has to bring along. */
  readonly token: string;
  /** Makes ids of recipients. */
  readonly key: string;
  /** Whom to let in from other computers; null when only this one can ask. */
  readonly door: Doorkeeper | null;
}
