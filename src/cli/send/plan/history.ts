import { resolve } from 'node:path';
import type { Workspace } from '../../../config/load-config.ts';
import type { Ledger } from '../../../ledger/ledger.ts';
import { openExistingLedger } from '../../../ledger/open-ledger.ts';
import type { FoundTrace } from '../../../ledger/trace-files.ts';
import { type Problem, problem } from '../../../problem/problem.ts';
import { nearestName } from '../../../source/nearest-name.ts';
import { type Destination, outboxLedger } from '../destination.ts';
import type { Store } from '../store.ts';
import { type Audience, isInAudience } from './audience.ts';
import { rowMaker } from './candidates.ts';
import type { Texts } from './texts.ts';

/** What was written down before this send and beside it: a rehearsal obeys the suppressions of real sends too. */
export interface History {
  /** How many of the earlier issue's recipients the audience is; null when that issue was never sent. */
  readonly earlier: number | null;
  /** The issues that were sent, for those who mistype one. */
  readonly known: readonly string[];
  /** Something was sent, and the ledger that knows of it cannot be read: nobody knows who must not be mailed. */
  readonly isLost: boolean;
}

interface HistoryRequest {
  readonly workspace: Workspace;
  readonly destination: Destination;
  readonly store: Store;
  readonly traces: readonly FoundTrace[];
}

/**
 * Reads the ledger of real sends into the roll: who must not be mailed, and those of an earlier issue whom the audience is. A ledger that
 * cannot be read tells nothing; a real send was refused for it before, or told to go on.
 */
export function readHistory(
  { workspace, destination, store, traces }: HistoryRequest,
  audience: Audience,
  texts: Texts,
  suppressedAs: string,
): History {
  const { folder, config } = workspace;
  const isOpen = destination.kind === 'smtp' && store.ledger !== undefined;
  const real = isOpen ? store.ledger : openExistingLedger(resolve(folder, config.ledger), folder).value;
  try {
    const suppressions = real?.suppressions.all() ?? [];
    store.roll.bar(suppressions.map(({ key, reason }) => ({ key, reason: `${suppressedAs}: ${reason}` })));
    const earlier = addEarlier(real, audience, texts, store);
    const rehearsed = earlier === null && destination.kind === 'outbox' ? addRehearsed(folder, audience, texts, store) : null;
    return {
      earlier: earlier ?? rehearsed,
      known: real?.sends().map(({ slug }) => slug) ?? [],
      isLost: real === undefined && traces.length > 0 && destination.kind === 'smtp',
    };
  } finally {
    if (!isOpen) real?.close();
  }
}

/** Why nobody can be in an audience: its issue was never sent, or brought nobody to that state. */
export function missingAudience(audience: Audience, { earlier, known }: History): Problem[] {
  if (audience.kind === 'lists' || (earlier ?? 0) > 0) return [];
  const { slug, states } = audience;
  if (earlier !== null) return [problem('to-nobody', { slug, states: [...states] })];
  return [problem('to-unknown', { slug, nearest: nearestName(slug, known), known: [...known] })];
}

/** Their values of then; what a list says of them now counts more. */
function addEarlier(ledger: Ledger | undefined, audience: Audience, texts: Texts, { roll }: Store): number | null {
  if (audience.kind === 'lists' || !ledger?.send(audience.slug)) return null;
  const rowOf = rowMaker(texts);
  let count = 0;
  for (const { key, address, list, fields, language, state } of ledger.recipients(audience.slug)) {
    if (!isInAudience(audience.states, state)) continue;
    roll.addEarlier(rowOf({ key, address, list, fields: { ...fields, language } }, null));
    count++;
  }
  return count;
}

/** A whole sequence can be rehearsed: what an issue that was never sent came to in its own rehearsal. */
function addRehearsed(workspace: string, audience: Audience, texts: Texts, store: Store): number | null {
  if (audience.kind === 'lists') return null;
  const ledger = openExistingLedger(outboxLedger(workspace, audience.slug), workspace).value;
  const count = addEarlier(ledger, audience, texts, store);
  ledger?.close();
  return count;
}
