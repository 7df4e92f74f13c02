import type { Workspace } from '../../config/load-config.ts';
import type { Studio } from '../../preview/studio.ts';
import type { Problem } from '../../problem/problem.ts';
import { themeNames } from '../../theme/load-theme.ts';
import { previewWordsIn, wordsIn } from '../../words/load-words.ts';
import type { Context } from '../context.ts';
import { readSentRecord } from '../sent-texts.ts';
import { FINDINGS, changeBell } from './change-bell.ts';
import type { DeskSetting } from './desk-setting.ts';
import { issueDesks } from './issue-desks.ts';
import { keep } from './keep.ts';
import { lookKeeper } from './look-keeper.ts';
import { listLoader } from './list-loader.ts';
import { mailings } from './mailings.ts';
import { overviewDesk } from './overview.ts';
import { sendTestCopy } from './send-test-copy.ts';
import { workspaceKeeper } from './workspace-keeper.ts';

/** The studio over a workspace that is read anew where it changed. */
export interface LiveStudio extends Studio {
  /** A file of the workspace came, went or was changed; the workspace's own folder stands for everything in it. */
  readonly changed: (path: string) => void;
  /** Looks whether more was mailed; the ledger lies where nothing is watched. */
  readonly lookAtRecord: () => Promise<void>;
  readonly workspace: () => Promise<Workspace>;
}

/** `first` is the workspace as it was found; a `newsletter.yaml` that breaks later changes nothing until it is mended. */
export function makeStudio(context: Context, first: Workspace, firstProblems: readonly Problem[]): LiveStudio {
  const { clock } = context.world;
  const bell = changeBell(clock);
  const workspace = workspaceKeeper(context, first, firstProblems);
  const themes = keep(() => themeNames(context.folder));
  const record = keep(async () => readSentRecord(await workspace.get(), context.world.stateFolder).value);
  const mailed = mailings(context, workspace.get);
  const looks = lookKeeper();
  const findings = changeBell(clock, FINDINGS);
  findings.listen(bell.ring);
  const setting: DeskSetting = {
    context,
    workspace: workspace.get,
    themes: themes.get,
    record: record.get,
    mailings: mailed,
    load: { lists: listLoader(), look: looks.load },
  };
  const problems = async (): Promise<Problem[]> => [...workspace.problems(), ...(await mailed.problems())];
  const overview = overviewDesk(setting, findings.ring);
  const desks = issueDesks(setting);
  return {
    overview: async () => {
      const { organisation, timezone } = (await workspace.get()).config;
      return { organisation: organisation.name, issues: await overview.rows(), problems: await problems(), timezone };
    },
    issue: async (slug) => {
      const found = await (await desks.of(slug))?.read();
      return found && { ...found, problems: [...(await problems()), ...found.problems] };
    },
    sendTest: async (slug, address) => {
      const desk = await desks.of(slug);
      const testing = desk?.test(async () => sendTestCopy(context, await workspace.get(), slug, address, await desk.read()));
      bell.ring();
      await testing;
      bell.ring();
    },
    voice: async () => {
      const { language } = (await workspace.get()).config;
      return { language, words: await wordsIn(language), page: await previewWordsIn(language) };
    },
    onChange: bell.listen,
    workspace: workspace.get,
    changed: (path) => {
      const isAll = path === context.folder;
      if (isAll || /(?:newsletter\.yaml|\.env)$/.test(path)) workspace.drop();
      if (isAll || path.endsWith('.sent.yaml')) {
        record.drop();
        mailed.drop();
      }
      // A text is what changes most, and no theme is made of it.
      if (!path.endsWith('.md')) {
        themes.drop();
        looks.drop();
      }
      desks.drop();
      bell.ring();
    },
    lookAtRecord: async () => {
      if (await mailed.hasChanged()) bell.ring();
    },
  };
}
