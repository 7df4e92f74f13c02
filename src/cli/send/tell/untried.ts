import type { Plan } from '../../../deliver/plan-send.ts';
import type { Untried } from '../../../words/words.ts';
import type { RunResult } from '../run/run-send.ts';
import type { SendOptions } from '../send-options.ts';

/** Why nobody is due in a plan. */
export function untriedBefore({ skipping }: Plan, { only, retryRejected, resendUnknown }: SendOptions): Untried {
  if (only.length > 0) return 'only';
  if (skipping > 0) return 'skipped';
  if (retryRejected && resendUnknown) return 'no-either';
  if (retryRejected) return 'no-rejected';
  return resendUnknown ? 'no-unknown' : 'done';
}

/** Why nobody of those who were due got an answer; null where somebody did. */
export function untriedAfter({ attempted, settled, fault }: RunResult, isInterrupted: boolean): Untried | null {
  if (attempted > 0) return null;
  if (fault) return 'stopped';
  if (isInterrupted) return 'interrupted';
  return settled > 0 ? 'skipped' : 'unanswered';
}
