import { isoDayIn } from '../../../clock/wall-time.ts';
import { type Problem, problem } from '../../../problem/problem.ts';
import type { PreparedSend } from './prepare-send.ts';

/** How many days after its mailing an issue may be dated without a word. */
const USUAL = 7;
const DAY = 86_400_000;

/** Whether an issue that is mailed at an instant is dated much later, on the clocks of the workspace; quiet where nobody is due. */
export function checkDated({ date, issueFile, workspace, plan }: PreparedSend, mailedAt: Date): Problem[] {
  const { timezone, archiveUrl } = workspace.config;
  const days = Math.round((Date.parse(date) - Date.parse(isoDayIn(timezone, mailedAt))) / DAY);
  if (plan.due === 0 || Number.isNaN(days) || days <= USUAL) return [];
  return [problem('issue-dated-ahead', { date, days, hasPage: archiveUrl !== null }, { file: issueFile })];
}
