import type { Workspace } from '../../config/load-config.ts';
import { type IssueFile, listFiles } from '../../issue/find-issue.ts';
import { hasNoHeader } from '../../issue/header/has-no-header.ts';
import type { LoadedIssue } from '../../issue/load-issue.ts';
import type { PreviewedIssue, TestReport } from '../../preview/studio.ts';
import type { Problem } from '../../problem/problem.ts';
import { examineIssue } from '../examine-issue.ts';
import type { DeskSetting } from './desk-setting.ts';
import { keep } from './keep.ts';
import { type EditionRenderer, editionRenderer } from './render-editions.ts';
import { type Now, type ReadIssue, type Shown, showIssue } from './show-issue.ts';
import { readBelow } from '../../storage/read-below.ts';

/** One issue that is being looked at: reads it after each change, and keeps what was good of it. */
export interface IssueDesk {
  /** Undefined while it is not there and never was. */
  readonly read: () => Promise<PreviewedIssue | undefined>;
  /** Something changed; what was read is not true any more. */
  readonly drop: () => void;
  /** Does something that ends in the report of a test, unless one is under way. */
  readonly test: (send: () => Promise<TestReport>) => Promise<void>;
}

export function issueDesk(slug: string, setting: DeskSetting): IssueDesk {
  const renderer = editionRenderer(() => setting.context.world.clock.now());
  let good: Shown | undefined;
  let lastTest: TestReport | null = null;
  let isTesting = false;
  let newest = 0;
  const current = keep(async () => {
    const turn = ++newest;
    const workspace = await setting.workspace();
    const show = (shown: Shown | undefined, now: Now): Promise<ReadIssue> =>
      showIssue(slug, shown, workspace, now, setting, renderer);
    const files = await listFiles(workspace.folder, 'issues');
    const file = files.find((each) => each.slug === slug);
    if (!file) return good && show(good, { ...NOTHING_WRONG, gone: { movedTo: findMoved(good, files) } });
    const read = await readNow(file, workspace, setting, good, renderer);
    if (read.isGood && turn === newest) good = read.shown;
    return show(read.shown, read);
  });
  return {
    read: async () => {
      const found = await current.get();
      if (!found) return undefined;
      const state = await setting.mailings.stateOf(slug);
      const sent = state.kind === 'draft' ? undefined : await setting.mailings.sentMail(slug);
      return { ...found, state, sentText: (language) => sent?.get(language) ?? null, isTesting, lastTest };
    },
    drop: current.drop,
    test: async (send) => {
      if (isTesting) return;
      isTesting = true;
      lastTest = null;
      try {
        lastTest = await send();
      } finally {
        isTesting = false;
      }
    },
  };
}

const NOTHING_WRONG: Now = { problems: [], trouble: [], isGuess: false, gone: null };

interface Read extends Now {
  readonly shown: Shown | undefined;
  readonly isGood: boolean;
}

async function readNow(
  file: IssueFile,
  workspace: Workspace,
  setting: DeskSetting,
  good: Shown | undefined,
  { compose }: EditionRenderer,
): Promise<Read> {
  const load = { ...setting.load, compose };
  const { value, problems } = await examineIssue({ workspace, record: await setting.record(), load }, file);
  if (!value) return { ...NOTHING_WRONG, shown: good, problems, trouble: problems, isGood: false };
  const headless = problems.filter((found) => hasNoHeader([found]));
  const text = textOf(file);
  const now = { file, text, gathered: value, editions: [value.loaded, ...value.variants] };
  const isOwnBroken = headless.some(({ place }) => place?.file === file.file);
  if (isOwnBroken) return { ...NOTHING_WRONG, shown: good ?? now, problems, trouble: headless, isGuess: !good, isGood: false };
  return { ...NOTHING_WRONG, shown: withGoodVariants(now, headless, good), problems, trouble: headless, isGood: true };
}

/** A variant that cannot be read stays as it was, and holds up no other language. */
function withGoodVariants(now: Shown, headless: readonly Problem[], good: Shown | undefined): Shown {
  const isBroken = ({ issue }: LoadedIssue): boolean => headless.some(({ place }) => place?.file === issue.file);
  const before = (broken: LoadedIssue): LoadedIssue | undefined =>
    good?.editions.find(({ issue }) => issue.language === broken.issue.language);
  return { ...now, editions: now.editions.map((edition) => (isBroken(edition) && before(edition)) || edition) };
}

/** Another file with the same words: most likely the issue was given another name. */
function findMoved({ text }: Shown, files: readonly IssueFile[]): string | null {
  return files.find((file) => textOf(file) === text)?.slug ?? null;
}

/** Empty for one that cannot be read. */
function textOf({ workspace, path }: IssueFile): string {
  try {
    return readBelow(workspace, path).toString();
  } catch {
    return '';
  }
}
