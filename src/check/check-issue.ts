import type { Issue } from '../issue/issue.ts';
import type { Problem } from '../problem/problem.ts';
import { selectRecipients } from '../subscribers/select-recipients.ts';
import type { SubscriberList } from '../subscribers/subscriber.ts';
import { checkHoles } from './check-holes.ts';

/** What only shows when an issue and its lists are held together; what each says alone is found while they are parsed. */
export function checkIssue(issue: Issue, lists: readonly SubscriberList[]): Problem[] {
  const columns = [...new Set(lists.flatMap((list) => list.columns))].filter((column) => column !== '');
  if (columns.length === 0) return [];
  return checkHoles(issue, columns, selectRecipients(lists));
}
