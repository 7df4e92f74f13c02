import type { Ledger } from '../../../ledger/ledger.ts';
import { writeTrace } from '../../../ledger/trace-files.ts';
import type { Problem } from '../../../problem/problem.ts';
import { variantTexts } from '../plan/sources.ts';
import type { PreparedSend } from '../plan/prepare-send.ts';

/** Leaves the trace of a real send, outside its ledger. */
export function leaveTrace(
  { slug, folders, plan, destination }: PreparedSend,
  ledger: Ledger,
  generation: number,
  at: string,
): Problem[] {
  if (destination.kind === 'outbox') return [];
  const { bodyHash, earlierBodies, templates, sources, startedAt } = ledger.send(slug)!;
  return writeTrace(folders, {
    slug,
    ledger: ledger.id,
    generation,
    bodyHash,
    variants: variantTexts(sources),
    earlierBodies,
    accepted: ledger.accepted(slug),
    templates,
    recipients: plan.total,
    startedAt,
    lastRunAt: at,
  });
}
