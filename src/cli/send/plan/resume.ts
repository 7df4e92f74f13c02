import type { AddressKey } from '../../../address/email-address.ts';
import type { MessageTemplate } from '../../../compose/message-template.ts';
import { type Plan, planResume } from '../../../deliver/plan-send.ts';
import type { LedgerRecipient, PlannedRecipient } from '../../../ledger/recipient.ts';
import type { Renewal, Send } from '../../../ledger/send-record.ts';
import { problem } from '../../../problem/problem.ts';
import type { GatheredIssue } from '../../gather-issue.ts';
import { type Audience, LISTS, formatAudience, parseAudience } from './audience.ts';
import { gatherCandidates, recipientsOf } from './candidates.ts';
import { choiceOf } from './choice.ts';
import { type FrozenText, freezeText } from './freeze-text.ts';
import { type History, readHistory } from './history.ts';
import type { PlanRequest, Planned } from './plan-request.ts';
import { type Refusal, isRefusal, refuse, refuseErrors } from '../refusal.ts';
import { type Sources, changedSources, sameSources } from './sources.ts';
import { type Texts, checkTexts } from './texts.ts';
import { tellAdded, tellChanged, tellSkipped } from './tell-changes.ts';

/**
 * Plans to go on with a send that was begun, with its frozen text; what changed since is refused, ignored or taken over as the options
 * say. The lists never refuse: who left is skipped, who came is named, and mailed where that was asked for.
 */
export async function planResumedRun(
  request: PlanRequest,
  gathered: GatheredIssue,
  sources: Sources,
  begun: Send,
): Promise<Planned | Refusal> {
  const { workspace, destination, store, options, file } = request;
  const audience = parseAudience(begun.audience) ?? LISTS;
  if (options.to && formatAudience(options.to) !== begun.audience)
    return refuse([problem('audience-changed', { frozen: begun.audience, asked: formatAudience(options.to) })]);
  const history = readHistory(workspace, destination, request, audience);
  const parts = { request, gathered, audience, history, written: store.ledger!.recipients(file.slug) };
  const changed = changedSources(sources, begun.sources);
  if (changed.length > 0 && !options.asStarted && !options.withChanges) {
    const { left } = planOf(parts, [], false);
    return refuse([problem('sources-changed', { changed, since: begun.startedAt, left })]);
  }
  const isRenewed = options.withChanges && !sameSources(sources, begun.sources);
  const text = isRenewed ? await freezeText(request, gathered) : undefined;
  if (text && isRefusal(text)) return text;
  return planWith(parts, text, sources, begun);
}

interface ResumeParts {
  readonly request: PlanRequest;
  readonly gathered: GatheredIssue;
  readonly audience: Audience;
  readonly history: History;
  readonly written: readonly LedgerRecipient[];
}

function planWith(parts: ResumeParts, text: FrozenText | undefined, sources: Sources, begun: Send): Planned | Refusal {
  const { request, gathered, audience, history, written } = parts;
  const texts = text?.texts ?? frozenTexts(request, begun);
  const candidates = gatherCandidates(audience, gathered, history);
  const now = recipientsOf(candidates, texts, history, request.context.words.send.suppressedAs);
  const inPlan = new Set(written.map(({ key }) => key));
  const newcomers = now.filter(({ key, skipped }) => !inPlan.has(key) && skipped === undefined);
  const { includeNew } = request.options;
  const choice = choiceOf(request.options);
  const joining = includeNew ? newcomers.filter(({ key }) => choice.only === null || choice.only.has(key)) : [];
  const renewal = text && renewalOf(gathered, text, sources, now);
  const languages = new Map<AddressKey, string>(renewal?.recipients.map(({ key, language }) => [key, language]));
  const renewed = written.map((recipient) => ({
    ...recipient,
    language: renewal ? (languages.get(recipient.key) ?? texts.own) : recipient.language,
  }));
  const plan = planOf({ ...parts, written: renewed }, joining, text !== undefined);
  const values = new Map<AddressKey, PlannedRecipient['fields']>([
    ...written.map(({ key, fields }) => [key, fields] as const),
    ...(renewal?.recipients ?? []).map(({ key, fields }) => [key, fields] as const),
    ...joining.map(({ key, fields }) => [key, fields] as const),
  ]);
  const places = new Map(candidates.map(({ key, place }) => [key, place === undefined ? {} : { place }]));
  const rows = plan.due.map(({ key, address, language }) => ({
    address,
    language,
    fields: values.get(key) ?? {},
    ...places.get(key),
  }));
  const joined = new Set(joining.map(({ key }) => key));
  const added = newcomers.filter(({ key }) => !joined.has(key)).map(({ address }) => address);
  const faults = refuseErrors(checkTexts(texts, rows));
  if (faults) return faults;
  const warnings = [
    ...(text?.warnings ?? []),
    ...tellSkipped(plan, history),
    ...tellAdded(added),
    ...(renewal ? [] : tellChanged(plan, written, now)),
  ];
  return { plan, audience, texts, pending: { joining, ...(renewal && { renewal }) }, added, warnings };
}

function planOf(
  { request, gathered, audience, history, written }: ResumeParts,
  joining: readonly PlannedRecipient[],
  isRenewed: boolean,
): Plan {
  const { send } = request.context.words;
  const isListed = audience.kind === 'lists' ? listedNow(gathered, written, isRenewed) : () => true;
  const reasonToSkip = ({ key }: LedgerRecipient): string | undefined => {
    const suppression = history.suppressed.get(key);
    if (suppression) return `${send.suppressedAs}: ${suppression.reason}`;
    return isListed(key) ? undefined : send.removedFromList;
  };
  return planResume(request.file.slug, { written, joining, reasonToSkip }, choiceOf(request.options));
}

/**
 * Unless every list that the send began with can be read, nobody has left one as far as anyone can tell. A renewed send goes by the lists
 * that the issue names now, which were read whole.
 */
function listedNow(
  { lists, recipients }: GatheredIssue,
  written: readonly LedgerRecipient[],
  isRenewed: boolean,
): (key: AddressKey) => boolean {
  const names = new Set(lists?.map(({ name }) => name));
  if (!isRenewed && !written.every(({ list }) => names.has(list))) return () => true;
  const keys = new Set(recipients.map(({ key }) => key));
  return (key) => keys.has(key);
}

function frozenTexts({ store, file }: PlanRequest, { language, templates }: Send): Texts {
  const read = (each: string): MessageTemplate => JSON.parse(store.ledger!.template(file.slug, each).content) as MessageTemplate;
  return { templates: new Map(Object.keys(templates).map((each) => [each, read(each)])), own: language };
}

function renewalOf(
  { loaded: { issue } }: GatheredIssue,
  { frozen }: FrozenText,
  sources: Sources,
  recipients: readonly PlannedRecipient[],
): Renewal {
  return { bodyHash: issue.bodyHash, sources, templates: frozen, recipients };
}
