import type { DueFigures, Plan } from '../../../deliver/plan-send.ts';
import type { DueChoice, PlanDraft } from '../../../ledger/plan/roll.ts';

/** The plan that a draft comes to, with what was seen of those who are due. */
export function planOf(slug: string, isResumed: boolean, draft: PlanDraft, choice: DueChoice, seen: DueFigures): Plan {
  const { left, total, counts, orphaned, skipping, added, except } = draft;
  const { due, perhapsTwice, lists, languages, firstLanguage } = seen;
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
    languages,
    firstLanguage,
    choice: { ...choice, except },
    recipients: () => draft.due(),
    skipped: () => draft.skippedRows(),
    addedAddresses: () => draft.addedAddresses(),
  };
}
