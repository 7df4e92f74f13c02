import { MessageCheck } from '../check/check-copies.ts';
import { checkSent, checkSentBefore } from '../check/check-sent.ts';
import type { Composition } from '../compose/compose.ts';
import type { Workspace } from '../config/load-config.ts';
import type { IssueFile } from '../issue/find-issue.ts';
import type { Parsed, Problem } from '../problem/problem.ts';
import { inReadingOrder } from '../problem/reading-order.ts';
import { chooseLanguage } from '../subscribers/choose-language.ts';
import type { Subscriber } from '../subscribers/subscriber.ts';
import { type ComposedIssue, composeGathered } from './compose-gathered.ts';
import { type GatheredIssue, type GatheredText, type IssueLoaders, LOADERS, gatherIssue } from './gather-issue.ts';
import type { SentRecord } from './sent-texts.ts';

/** An issue read, checked and composed. */
export interface ExaminedIssue extends GatheredIssue {
  /** Undefined when it cannot be composed, or nobody asked for it. */
  readonly composed: ComposedIssue | undefined;
}

/** What an issue is examined with. */
export interface Examination {
  readonly workspace: Workspace;
  readonly record: SentRecord;
  readonly load?: IssueLoaders;
  /** Whether an issue that was mailed is composed as well: its text is of the past, but a build shows it. */
  readonly composesMailed?: boolean;
}

/**
 * Everything that is wrong with an issue and can be known before it is sent: whatever keeps `send` from starting is among it. `check`,
 * `build` and `preview` show it; `send` finds the same for lists of any length. Of an issue that was mailed only its text counts: lists
 * and themes may have changed since. Undefined only when the issue's file is no text.
 */
export async function examineIssue(
  { workspace, record, load = LOADERS, composesMailed = false }: Examination,
  file: IssueFile,
): Promise<Parsed<ExaminedIssue | undefined>> {
  const sent = record.texts.get(file.slug);
  const gathered = await gatherIssue(workspace, file, load, sent !== undefined);
  if (!gathered.value) return { value: undefined, problems: gathered.problems };
  const { loaded, variants } = gathered.value;
  const editions = [loaded, ...variants].map(({ issue }) => issue);
  const own = loaded.issue.language;
  const isComposed = sent === undefined || composesMailed;
  const composed = isComposed ? await composeGathered(gathered.value, workspace.config, load.compose) : NOT_COMPOSED;
  const found =
    sent === undefined
      ? [
          ...messageProblems(composed.value, gathered.value),
          ...checkSentBefore(loaded.issue, record.bodies).map((each) => inFile(each, file.file)),
        ]
      : editions.flatMap((issue) => checkSent({ ...issue, own }, sent));
  const problems = inReadingOrder([...gathered.problems, ...composed.problems, ...found]);
  return { value: { ...gathered.value, composed: composed.value, problems }, problems };
}

const NOT_COMPOSED: Parsed<undefined> = { value: undefined, problems: [] };

/** What shows of the messages only when they are composed and filled for those on the lists. */
function messageProblems(
  composed: ComposedIssue | undefined,
  gathered: GatheredText & { recipients: readonly Subscriber[] },
): Problem[] {
  if (!composed) return [];
  const languages = [...composed.keys()];
  const checks = new Map([...composed].map(([language, composition]) => [language, messageCheck(composition)]));
  for (const row of gathered.recipients) checks.get(chooseLanguage(row.fields, languages, languages[0]!))!.see(row);
  return [...checks].flatMap(([language, check]) => {
    const edition = [gathered.loaded, ...gathered.variants].find(({ issue }) => issue.language === language)!;
    return check.problems().map((found) => inFile(found, edition.issue.file));
  });
}

/** Of several issues it must be known which one is meant. */
function inFile(found: Problem, file: string): Problem {
  return found.place ? found : { ...found, place: { file } };
}

function messageCheck({ template, sections }: Composition): MessageCheck {
  return new MessageCheck(template, sections);
}
