import type { Plan } from '../../../deliver/plan-send.ts';
import type { DueChoice, PlanDraft } from '../../../ledger/plan/roll.ts';

/** The plan that a draft comes to, with what was seen of those who are due. */
export function planOf(
  slug: string,
  isResumed: boolean,
  draft: PlanDraft,
  choice: DueChoice,
  seen: Pick<Plan, 'due' | 'perhapsTwice' | 'lists' | 'firstLanguage'>,
): Plan {
  const { left, total, counts, orphaned, skipping, added, except } = draft;
  const { due, perhapsTwice, lists, firstLanguage } = seen;
  return {
    slug,
    isResumed,
    left,
    total,
    counts,
    orphaned,
    skipping,
    added,
    due,
    perhapsTwice,
    lists,
    firstLanguage,
    choice: { ...choice, except },
    recipients: () => draft.due(),
    skipped: () => draft.skippedRows(),
    addedAddresses: () => draft.addedAddresses(),
  };
}
