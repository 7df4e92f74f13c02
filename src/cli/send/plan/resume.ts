import type { MessageTemplate } from '../../../compose/message-template.ts';
import type { Renewal, Send } from '../../../ledger/send-record.ts';
import type { ResumeDraft } from '../../../ledger/plan/sqlite-resume.ts';
import { type Problem, isError, problem } from '../../../problem/problem.ts';
import type { GatheredText } from '../../gather-issue.ts';
import { type Refusal, isRefusal, refuse, refuseErrors } from '../refusal.ts';
import { type Audience, LISTS, formatAudience, parseAudience } from './audience.ts';
import { checkChosen, choiceOf } from './choice.ts';
import { type FrozenText, composeText, draftProblems, freezeText } from './freeze-text.ts';
import { planOf } from './plan-of.ts';
import type { PlanRequest, Planned } from './plan-request.ts';
import { type ReadAudience, readAudience } from './read-audience.ts';
import { type Sources, changedSources, sameSources } from './sources.ts';
import { tellLost } from './tell-lost.ts';
import { surveyDue } from './survey-due.ts';
import { tellAdded, tellSkipped } from './tell-changes.ts';
import type { Texts } from './texts.ts';

/**
 * Plans to go on with a send that was begun, with its frozen text; what changed since is refused, ignored or taken over as the options
 * say. The lists never refuse: who left is skipped, who came is named, and mailed where that was asked for.
 */
export async function planResumedRun(
  request: PlanRequest,
  gathered: GatheredText,
  sources: Sources,
  begun: Send,
): Promise<Planned | Refusal> {
  const { store, options } = request;
  const audience = parseAudience(begun.audience) ?? LISTS;
  if (options.to && formatAudience(options.to) !== begun.audience)
    return refuse([problem('audience-changed', { frozen: begun.audience, asked: formatAudience(options.to) })]);
  const changed = changedSources(sources, begun.sources);
  const isRefused = changed.length > 0 && !options.asStarted && !options.withChanges;
  const isRenewed = !isRefused && options.withChanges && !sameSources(sources, begun.sources);
  const composed = isRenewed ? await composeText(request, gathered) : undefined;
  const texts = composed?.texts ?? frozenTexts(request, begun);
  const read = await readAudience(request, gathered, texts, audience);
  if (isRefusal(read)) return read;
  store.roll.index();
  const written = audience.kind === 'lists' ? store.ledger!.listsOf(request.file.slug) : [];
  const hasLists = audience.kind === 'lists' && (isRenewed || wereAllRead(written, read));
  if (isRefused) {
    const { left } = draftOf(request, hasLists, undefined, false);
    return refuse([
      problem('sources-changed', { changed, since: begun.startedAt, left, timezone: request.workspace.config.timezone }),
    ]);
  }
  const text = composed && freezeText(request, gathered, read.problems, composed);
  if (text && isRefusal(text)) return text;
  const draft = draftOf(request, hasLists, text, options.includeNew);
  const renewal = text && renewalOf(gathered, text, sources);
  const lost = text ? [] : tellLost(request, gathered, { written, read: read.lists, left: draft.left });
  const planned = planWith(request, draft, text, texts, { audience, lost, ...(renewal && { renewal }) });
  const held = draftProblems(gathered);
  return held.length > 0 && !isRefusal(planned) && planned.plan.due > 0 ? refuse(held) : planned;
}

function planWith(
  request: PlanRequest,
  draft: ResumeDraft,
  text: FrozenText | undefined,
  texts: Texts,
  { audience, lost, renewal }: { readonly audience: Audience; readonly lost: readonly Problem[]; readonly renewal?: Renewal },
): Planned | Refusal {
  const { options, file } = request;
  const survey = surveyDue(request, draft, texts);
  const faults = refuseErrors(survey.copyProblems);
  if (faults) return faults;
  const chosen = checkChosen(options, draft);
  if (chosen.some(isError)) return refuse(chosen);
  const warnings = [
    ...(text?.warnings ?? []),
    ...lost,
    ...tellSkipped(draft),
    ...tellAdded(draft),
    ...survey.changed.problem('recipients-changed'),
    ...chosen,
  ];
  const plan = planOf(file.slug, true, draft, choiceOf(options), survey);
  return { plan, audience, texts, pending: renewal ? { renewal } : {}, warnings };
}

/** Compares the roll with the ledger. Without lists nobody can have left them. */
function draftOf(
  { store, file, context, options }: PlanRequest,
  hasLists: boolean,
  text: FrozenText | undefined,
  includeNew: boolean,
): ResumeDraft {
  return store.ledger!.resume(file.slug, {
    ...choiceOf(options),
    removed: hasLists ? context.words.send.removedFromList : null,
    includeNew,
    renewedIn: text ? text.texts.own : null,
  });
}

/**
 * Unless every list that the send began with can be read, nobody has left one as far as anyone can tell. A renewed send goes by the lists
 * that the issue names now, which were read whole.
 */
function wereAllRead(written: readonly string[], { lists }: ReadAudience): boolean {
  return written.every((list) => lists.has(list)) && [...lists.values()].every((fault) => fault === null);
}

function frozenTexts({ store, file }: PlanRequest, { language, templates }: Send): Texts {
  const read = (each: string): MessageTemplate => JSON.parse(store.ledger!.template(file.slug, each).content) as MessageTemplate;
  return { templates: new Map(Object.keys(templates).map((each) => [each, read(each)])), own: language };
}

function renewalOf({ loaded: { issue } }: GatheredText, { frozen, texts }: FrozenText, sources: Sources): Renewal {
  return { bodyHash: issue.bodyHash, sources, templates: frozen, language: texts.own };
}
