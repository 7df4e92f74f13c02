import { isSlug, listFiles } from '../../issue/find-issue.ts';
import type { DeskSetting } from './desk-setting.ts';
import { type IssueDesk, issueDesk } from './issue-desk.ts';

/** The issues that were looked at since the preview began. */
export interface IssueDesks {
  /** Undefined for one that is not there and never was. */
  readonly of: (slug: string) => Promise<IssueDesk | undefined>;
  readonly drop: () => void;
}

export function issueDesks(setting: DeskSetting): IssueDesks {
  const desks = new Map<string, IssueDesk>();
  return {
    of: async (slug) => {
      const open = desks.get(slug);
      if (open || !isSlug(slug)) return open;
      const isThere = (await listFiles(setting.context.folder, 'issues')).some((file) => file.slug === slug);
      if (!isThere) return undefined;
      const desk = desks.get(slug) ?? issueDesk(slug, setting);
      desks.set(slug, desk);
      return desk;
    },
    drop: () => {
      for (const desk of desks.values()) desk.drop();
    },
  };
}
