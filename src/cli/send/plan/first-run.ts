import { planFirst } from '../../../deliver/plan-send.ts';
import type { PlannedRecipient } from '../../../ledger/recipient.ts';
import { type Problem, problem } from '../../../problem/problem.ts';
import type { GatheredIssue } from '../../gather-issue.ts';
import { type Audience, formatAudience } from './audience.ts';
import { gatherCandidates, missingAudience, recipientsOf } from './candidates.ts';
import { choiceOf } from './choice.ts';
import { freezeText } from './freeze-text.ts';
import { readHistory } from './history.ts';
import type { PlanRequest, Planned } from './plan-request.ts';
import { type Refusal, isRefusal, refuse, refuseErrors } from '../refusal.ts';
import type { Sources } from './sources.ts';
import { checkTexts, languageIn } from './texts.ts';

/** Composes the issue and plans for everyone in its audience; refuses while there is an error in any of it. */
export async function planFirstRun(
  request: PlanRequest,
  gathered: GatheredIssue,
  sources: Sources,
  audience: Audience,
): Promise<Planned | Refusal> {
  const { context, workspace, destination, file, options } = request;
  const history = readHistory(workspace, destination, request, audience);
  const candidates = gatherCandidates(audience, gathered, history);
  const missing = missingAudience(audience, candidates, history);
  if (missing.length > 0) return refuse(missing);
  const text = await freezeText(request, gathered);
  if (isRefusal(text)) return text;
  const recipients = recipientsOf(candidates, text.texts, history, context.words.send.suppressedAs);
  const plan = planFirst(file.slug, recipients, choiceOf(options));
  const lost = history.isLost ? [problem('suppressions-lost', {})] : [];
  const rows = candidates.map((candidate) => ({ ...candidate, language: languageIn(text.texts, candidate.fields) }));
  const warnings = [...text.warnings, ...checkTexts(text.texts, rows), ...tellSuppressed(recipients), ...lost];
  const { slug, bodyHash } = gathered.loaded.issue;
  const startedAt = context.world.clock.now().toISOString();
  const templates = Object.fromEntries(text.frozen.map(({ language, hash }) => [language, hash]));
  const send = {
    slug,
    startedAt,
    bodyHash,
    earlierBodies: [],
    language: text.texts.own,
    audience: formatAudience(audience),
    sources,
    templates,
  };
  const pending = { first: { send, templates: text.frozen, recipients }, joining: [] };
  return refuseErrors(warnings) ?? { plan, pending, audience, texts: text.texts, added: [], warnings };
}

function tellSuppressed(recipients: readonly PlannedRecipient[]): Problem[] {
  const addresses = recipients.filter(({ skipped }) => skipped !== undefined).map(({ address }) => address);
  return addresses.length > 0 ? [problem('recipients-suppressed', { addresses })] : [];
}
