import type { Entry } from '../../archive/entry/entry.ts';
import type { Config, IssueLanguage } from '../../config/config.ts';
import { privacyOf } from '../../config/privacy-of.ts';
import type { PageKind } from '../../issue/page-link.ts';
import type { LeftOutReason } from '../../words/words.ts';

/** A page that is not published, and why. */
export type LeftOut = LeftOutReason & {
  readonly kind: PageKind;
  readonly slug: string;
  /** Null for a page that could not be read. */
  readonly lang: IssueLanguage | null;
  readonly path: string;
};

/** Why a page must not be in the archive, whether it was there before or not; null when it may. */
export function whyHeld(
  { kind, draft, lists }: Pick<Entry, 'kind' | 'draft' | 'lists'>,
  config: Pick<Config, 'lists'>,
): LeftOutReason | null {
  const privacy = kind === 'issue' ? privacyOf(lists, config) : null;
  return privacy ?? (draft ? { reason: 'draft' } : null);
}

/** Whether a page is held back on purpose: nothing is said of what is wrong in it. An issue without a list, or for one that is not there, is a mistake. */
export function isOnPurpose(held: LeftOutReason | null): boolean {
  return held?.reason === 'draft' || held?.reason === 'list-private';
}

/** Whether a page is kept from the public by its lists. */
export function isPrivate({ reason }: LeftOutReason): boolean {
  return reason === 'list-private' || reason === 'list-unknown' || reason === 'list-none';
}
