import { type AddressKey, parseEmailAddress } from '../../../address/email-address.ts';
import type { DueChoice, PlanDraft } from '../../../ledger/plan/roll.ts';
import { type Problem, problem } from '../../../problem/problem.ts';
import { nearestName } from '../../../source/nearest-name.ts';
import type { SendOptions } from '../send-options.ts';

/** What the options ask of a plan. */
export function choiceOf({ limit, only, retryRejected, resendUnknown }: SendOptions): DueChoice {
  return {
    limit,
    only: only.length === 0 ? null : new Set(keysOf(only)),
    again: [...(retryRejected ? (['rejected'] as const) : []), ...(resendUnknown ? (['unknown'] as const) : [])],
  };
}

/** What is wrong with the addresses that `--only` names, whatever the plan. */
export function checkOnly({ only }: SendOptions): Problem[] {
  return only.flatMap((address) => {
    const parsed = parseEmailAddress(address);
    return typeof parsed === 'string' ? [problem('address-invalid', { address, reason: parsed })] : [];
  });
}

/** Who of those that `--only` names is not in the plan, and who is in it and not mailed now. */
export function checkChosen({ only }: SendOptions, draft: PlanDraft): Problem[] {
  if (only.length === 0) return [];
  const mailed = new Set([...draft.due()].map(({ key }) => key));
  return keysOf(only).flatMap((key) => {
    const state = draft.stateOf(key);
    if (state === undefined) return [problem('only-unknown', { address: key, nearest: nearestName(key, draft.keys()) })];
    return mailed.has(key) ? [] : [problem('only-not-due', { address: key, state })];
  });
}

function keysOf(addresses: readonly string[]): AddressKey[] {
  return addresses.map(parseEmailAddress).flatMap((parsed) => (typeof parsed === 'string' ? [] : [parsed.key]));
}
