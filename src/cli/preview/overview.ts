import { join } from 'node:path';
import { hashFolder, hashPage } from '../../archive/entry/hash-page.ts';
import type { Workspace } from '../../config/load-config.ts';
import { type IssueFile, listFiles, slugProblem } from '../../issue/find-issue.ts';
import type { Findings, OverviewRow } from '../../preview/studio.ts';
import { isError } from '../../problem/problem.ts';
import { composeEdition } from '../compose-edition.ts';
import { examineIssue } from '../examine-issue.ts';
import type { DeskSetting } from './desk-setting.ts';
import { onceMore } from './once-more.ts';
import { type Head, readHead } from './read-head.ts';

/** All issues in short. What is wrong with them is found out one after the other, while the page is there already. */
export interface OverviewDesk {
  readonly rows: () => Promise<OverviewRow[]>;
}

/** `onFound` is told when more is known than was given before. */
export function overviewDesk(setting: DeskSetting, onFound: () => void): OverviewDesk {
  const heads = new Map<string, { readonly mark: string; readonly head: Head }>();
  const known = new Map<string, { readonly mark: string; readonly found: Findings }>();
  const checkAll = onceMore(async () => {
    const workspace = await setting.workspace();
    const common = commonMark(workspace);
    for (const file of (await listed(workspace)).toReversed()) {
      const { mark } = await headOf(file, workspace, common);
      if (known.get(file.slug)?.mark === mark) continue;
      known.set(file.slug, { mark, found: await checkOne(file, workspace, setting) });
      onFound();
    }
  });
  /** An issue that links to others is looked at again when any of them changed. */
  const headOf = async (file: IssueFile, workspace: Workspace, common: string): Promise<{ mark: string; head: Head }> => {
    const mark = hashPage(file, common) ?? '';
    const last = heads.get(file.slug);
    const current = last?.mark === mark ? last : { mark, head: await readHead(file, workspace) };
    heads.set(file.slug, current);
    const others = current.head.linksToIssues ? hashFolder(join(workspace.folder, 'issues')) : '';
    return { mark: mark + others, head: current.head };
  };
  return {
    rows: async () => {
      const workspace = await setting.workspace();
      const common = commonMark(workspace);
      const rows: OverviewRow[] = [];
      for (const file of await listed(workspace)) {
        const { mark, head } = await headOf(file, workspace, common);
        const last = known.get(file.slug);
        const state = await setting.mailings.stateOf(file.slug);
        rows.push({ ...head.row, state, found: last?.mark === mark ? last.found : null });
      }
      if (rows.some(({ found }) => found === null)) checkAll().catch(() => undefined);
      return rows.toSorted((a, b) => compare(b.date || b.slug, a.date || a.slug) || compare(b.slug, a.slug));
    },
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function listed({ folder }: Workspace): Promise<IssueFile[]> {
  return listFiles(folder, 'issues');
}

/** Everything beside the issue itself that decides what is wrong with it. */
function commonMark({ folder, config }: Workspace): string {
  const lists = [...config.lists].map(([name, { file }]) => [name, file]);
  const folders = ['subscribers', 'articles', 'templates'].map((name) => hashFolder(join(folder, name)));
  return JSON.stringify([config, lists, folders]);
}

async function checkOne(file: IssueFile, workspace: Workspace, setting: DeskSetting): Promise<Findings> {
  const load = { ...setting.load, compose: composeEdition };
  const { problems } = await examineIssue({ workspace, record: await setting.record(), load }, file);
  const all = [...slugProblem(file), ...problems];
  const errors = all.filter(isError);
  return { errors: errors.length, warnings: all.length - errors.length, first: errors[0] ?? all[0] ?? null };
}
