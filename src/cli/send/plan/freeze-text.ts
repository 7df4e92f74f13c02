import { createHash } from 'node:crypto';
import { checkSentBefore } from '../../../check/check-sent.ts';
import type { MessageTemplate } from '../../../compose/message-template.ts';
import type { FrozenTemplate } from '../../../ledger/send-record.ts';
import { type Problem, isError, problem } from '../../../problem/problem.ts';
import { composeGathered } from '../../compose-gathered.ts';
import type { GatheredText } from '../../gather-issue.ts';
import { type Refusal, refuse } from '../refusal.ts';
import type { PlanRequest } from './plan-request.ts';
import type { Texts } from './texts.ts';

/** An issue composed in each of its languages, as far as that was possible, before its lists were read. */
export interface ComposedText {
  /** Without any template where it could not be composed. */
  readonly texts: Texts;
  readonly problems: readonly Problem[];
}

/** An issue as it is now, ready to be frozen: its variants first, itself last. */
export interface FrozenText {
  readonly texts: Texts;
  readonly frozen: readonly FrozenTemplate[];
  readonly warnings: readonly Problem[];
}

export async function composeText({ workspace }: PlanRequest, text: GatheredText): Promise<ComposedText> {
  const composed = await composeGathered(text, workspace.config);
  const made = [...(composed.value ?? [])];
  const texts = {
    templates: new Map(made.map(([language, { template }]) => [language, template])),
    sections: new Map(made.map(([language, { sections }]) => [language, sections])),
    own: text.loaded.issue.language,
  };
  return { texts, problems: composed.problems };
}

/** Refuses while there is an error in the issue or its lists, `found`, or in the text, or when it was sent already under another name. */
export function freezeText(
  request: PlanRequest,
  text: GatheredText,
  found: readonly Problem[],
  composed: ComposedText,
): FrozenText | Refusal {
  const others = found.filter(({ code }) => code !== 'issue-draft');
  const warnings = [...sentBefore(request, text), ...others, ...composed.problems, ...draftProblems(text)];
  const { texts } = composed;
  const errors = warnings.filter(isError).length;
  if (errors > 0 || texts.templates.size === 0) return refuse([...warnings, problem('send-refused', { errors })]);
  return { texts, frozen: [...texts.templates].map(freeze).toReversed(), warnings };
}

function freeze([language, template]: readonly [string, MessageTemplate]): FrozenTemplate {
  const content = JSON.stringify(template);
  return { language, hash: createHash('sha256').update(content).digest('hex'), content };
}

/** A draft is mailed by nothing; a rehearsal says so too. */
export function draftProblems({ loaded, variants }: GatheredText): Problem[] {
  return [loaded, ...variants].flatMap(({ issue }) => (issue.draft ? [problem('send-draft', {}, { file: issue.file })] : []));
}

/** Whether the same text was really sent already under another name; a rehearsal may be repeated. */
function sentBefore({ traces, store, destination }: PlanRequest, { loaded: { issue } }: GatheredText): Problem[] {
  if (destination.kind === 'outbox') return [];
  return checkSentBefore(issue, [...traces.map(({ trace }) => trace), ...(store.ledger?.sends() ?? [])]);
}
