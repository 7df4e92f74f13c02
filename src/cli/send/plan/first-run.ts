import { type DueFigures, countLanguages } from '../../../deliver/plan-send.ts';
import { FirstDraft } from '../../../ledger/plan/first-draft.ts';
import type { Roll } from '../../../ledger/plan/sqlite-roll.ts';
import type { DueChoice } from '../../../ledger/plan/roll.ts';
import { isError, problem } from '../../../problem/problem.ts';
import type { GatheredText } from '../../gather-issue.ts';
import { type Refusal, isRefusal, refuse } from '../refusal.ts';
import { type Audience, formatAudience } from './audience.ts';
import { checkChosen, choiceOf } from './choice.ts';
import { composeText, freezeText } from './freeze-text.ts';
import { missingAudience } from './history.ts';
import { NamedAddresses } from './named-addresses.ts';
import type { PlanRequest, Planned } from './plan-request.ts';
import { planOf } from './plan-of.ts';
import { readAudience } from './read-audience.ts';
import type { Sources } from './sources.ts';

/** Composes the issue and plans for everyone in its audience; refuses while there is an error in any of it. */
export async function planFirstRun(
  request: PlanRequest,
  gathered: GatheredText,
  sources: Sources,
  audience: Audience,
): Promise<Planned | Refusal> {
  const { context, file, options, store } = request;
  const composed = await composeText(request, gathered);
  const read = await readAudience(request, gathered, composed.texts, audience);
  if (isRefusal(read)) return read;
  const missing = missingAudience(audience, read.history);
  if (missing.length > 0) return refuse(missing);
  const text = freezeText(request, gathered, read.problems, composed);
  if (isRefusal(text)) return text;
  const choice = choiceOf(options);
  const draft = new FirstDraft(store.roll, choice);
  const lost = read.history.isLost ? [problem('suppressions-lost', {})] : [];
  const suppressed = new NamedAddresses(addressesOf(store.roll.barredRows())).problem('recipients-suppressed');
  const warnings = [...text.warnings, ...read.copyProblems, ...suppressed, ...lost];
  const errors = warnings.filter(isError).length;
  if (errors > 0) return refuse([...warnings, problem('send-refused', { errors })]);
  const chosen = checkChosen(options, draft);
  if (chosen.some(isError)) return refuse(chosen);
  const { slug, bodyHash } = gathered.loaded.issue;
  const send = {
    slug,
    startedAt: context.world.clock.now().toISOString(),
    bodyHash,
    earlierBodies: [],
    language: text.texts.own,
    audience: formatAudience(audience),
    sources,
    templates: Object.fromEntries(text.frozen.map(({ language, hash }) => [language, hash])),
  };
  const plan = planOf(file.slug, false, draft, choice, surveyFirst(store.roll, draft, choice));
  const pending = { first: { send, templates: text.frozen } };
  return { plan, pending, audience, texts: text.texts, warnings: [...warnings, ...chosen] };
}

function* addressesOf(rows: Iterable<{ readonly address: string }>): Generator<string> {
  for (const { address } of rows) yield address;
}

/** Nobody has to be looked at again: all copies were, as they were read. */
function surveyFirst(roll: Roll, draft: FirstDraft, { limit, only }: DueChoice): DueFigures {
  const [first] = take(1, draft.due());
  const firstLanguage = first?.language;
  const shares = only === null ? roll.countShares(limit) : [...draft.due()].map((row) => ({ ...row, count: 1 }));
  const due = shares.reduce((sum, { count }) => sum + count, 0);
  const lists = [...new Set(shares.map(({ list }) => list))];
  return { due, perhapsTwice: 0, lists, languages: countLanguages(shares), firstLanguage };
}

function take<Item>(most: number, items: Iterable<Item>): Item[] {
  const taken: Item[] = [];
  for (const item of items) if (taken.push(item) >= most) break;
  return taken;
}
