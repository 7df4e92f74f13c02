import type { AddressKey, EmailAddress } from '../../../address/email-address.ts';
import { holesIn } from '../../../check/check-copies.ts';
import type { LedgerRecipient, PlannedRecipient } from '../../../ledger/recipient.ts';
import { type Place, type Problem, problem } from '../../../problem/problem.ts';
import { nearestName } from '../../../source/nearest-name.ts';
import type { GatheredIssue } from '../../gather-issue.ts';
import { type Audience, isInAudience } from './audience.ts';
import type { History } from './history.ts';
import { type Texts, languageIn } from './texts.ts';

/** One who may be a recipient, with the values that are known now. */
export interface Candidate {
  readonly key: AddressKey;
  readonly address: EmailAddress;
  readonly list: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly place?: Place;
}

/** Everyone in the audience as it is now. */
export function gatherCandidates(audience: Audience, { recipients }: GatheredIssue, { earlier }: History): readonly Candidate[] {
  if (audience.kind === 'lists') return recipients;
  const listed = new Map<AddressKey, Candidate>(recipients.map((recipient) => [recipient.key, recipient]));
  return (earlier ?? [])
    .filter(({ state }) => isInAudience(audience.states, state))
    .map((recipient) => valuesOf(recipient, listed));
}

/** The values of a recipient's row as it is now, and those of then where it has none. */
function valuesOf(
  { key, address, list, fields, language }: LedgerRecipient,
  listed: ReadonlyMap<AddressKey, Candidate>,
): Candidate {
  return listed.get(key) ?? { key, address, list, fields: { ...fields, language } };
}

/** Why nobody can be in an audience: its issue was never sent, or brought nobody to that state. */
export function missingAudience(audience: Audience, candidates: readonly Candidate[], history: History): Problem[] {
  if (audience.kind === 'lists' || candidates.length > 0) return [];
  const { slug, states } = audience;
  if (history.earlier !== null) return [problem('to-nobody', { slug, states: [...states] })];
  return [problem('to-unknown', { slug, nearest: nearestName(slug, history.known), known: [...history.known] })];
}

/** Makes recipients of candidates. Of a row only what its copy is filled from is kept: the columns that holes name, and the name in To. */
export function recipientsOf(
  candidates: readonly Candidate[],
  texts: Texts,
  { suppressed }: History,
  suppressedAs: string,
): PlannedRecipient[] {
  const needed = new Map(
    [...texts.templates].map(([language, template]) => [
      language,
      new Set(['name', 'organisation', ...holesIn(template).map(({ name }) => name)]),
    ]),
  );
  return candidates.map(({ key, address, list, fields }) => {
    const suppression = suppressed.get(key);
    const language = languageIn(texts, fields);
    return {
      key,
      address,
      list,
      language,
      fields: Object.fromEntries(Object.entries(fields).filter(([column]) => needed.get(language)!.has(column))),
      ...(suppression && { skipped: `${suppressedAs}: ${suppression.reason}` }),
    };
  });
}
