import { type DueFigures, countLanguages } from '../../../deliver/plan-send.ts';
import type { ResumeDraft } from '../../../ledger/plan/sqlite-resume.ts';
import type { Problem } from '../../../problem/problem.ts';
import { NamedAddresses } from './named-addresses.ts';
import type { PlanRequest } from './plan-request.ts';
import { placeIn } from './read-audience.ts';
import { type Texts, TextsCheck } from './texts.ts';

/** What shows of those whom a run would try when each is looked at. */
export interface DueSurvey extends DueFigures {
  /** What is wrong with their copies. */
  readonly copyProblems: readonly Problem[];
  /** Those whose values on the list are other ones now. */
  readonly changed: NamedAddresses;
}

/** Looks at everyone whom a resumed run would try, one after another. */
export function surveyDue(request: PlanRequest, draft: ResumeDraft, texts: Texts): DueSurvey {
  const check = new TextsCheck(texts);
  const changed = new NamedAddresses();
  const lists = new Set<string>();
  const shares = new Map<string, { readonly language: string; count: number }>();
  let [due, perhapsTwice] = [0, 0];
  let firstLanguage: string | undefined;
  for (const { address, list, language, fields, state, now } of draft.held()) {
    due++;
    if (state === 'unknown') perhapsTwice++;
    lists.add(list);
    firstLanguage ??= language;
    const share = shares.get(language);
    if (share) share.count++;
    else shares.set(language, { language, count: 1 });
    check.see({ address, fields, ...placeIn(request, now) }, language);
    if (now && now.fields !== fields && !sameFields(fields, now.fields)) changed.add(address);
  }
  const languages = countLanguages(shares.values());
  return { due, perhapsTwice, lists: [...lists], languages, firstLanguage, copyProblems: check.problems(), changed };
}

/**
 * Standard names that a list of other words has by now (`name` for `nimi`). A send that was begun before the program knew those words has
 * no such value, and nothing on the list has changed.
 */
const ADDED_NAMES: ReadonlySet<string> = new Set(['name', 'organisation', 'language', 'email']);

function sameFields(then: Readonly<Record<string, string>>, now: Readonly<Record<string, string>>): boolean {
  const columns = new Set([...Object.keys(then), ...Object.keys(now)]);
  return [...columns].every(
    (column) => (then[column] ?? '') === (now[column] ?? '') || (then[column] === undefined && ADDED_NAMES.has(column)),
  );
}
