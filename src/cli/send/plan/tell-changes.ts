import type { PlanDraft } from '../../../ledger/plan/roll.ts';
import type { Problem } from '../../../problem/problem.ts';
import { NamedAddresses } from './named-addresses.ts';

/** Who is still due and will not be mailed any more. */
export function tellSkipped(draft: PlanDraft): Problem[] {
  const gone = new NamedAddresses();
  const barred = new NamedAddresses();
  for (const { address, isBarred } of draft.skippedRows()) (isBarred ? barred : gone).add(address);
  return [...gone.problem('recipients-removed'), ...barred.problem('recipients-suppressed')];
}

/** Who came to the audience since the send began. */
export function tellAdded(draft: PlanDraft): Problem[] {
  return new NamedAddresses(draft.addedAddresses()).problem('recipients-added');
}
