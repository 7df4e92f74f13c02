import type { Workspace } from '../../config/load-config.ts';
import type { IssueState, SentMail } from '../../preview/studio.ts';
import type { Problem } from '../../problem/problem.ts';
import type { Context } from '../context.ts';
import { ledgerMark, readIssueStates, readSentMail } from './read-mailings.ts';

/** What became of issues so far; read again when the ledger changed, or the traces were dropped. */
export interface Mailings {
  readonly stateOf: (slug: string) => Promise<IssueState>;
  /** Why the record of what was mailed cannot be relied on. */
  readonly problems: () => Promise<readonly Problem[]>;
  /** Whether what is recorded is another than when it was asked for last. */
  readonly hasChanged: () => Promise<boolean>;
  readonly sentMail: (slug: string) => Promise<ReadonlyMap<string, SentMail>>;
  /** A trace came, went or was changed. */
  readonly drop: () => void;
}

export function mailings(context: Context, workspace: () => Promise<Workspace>): Mailings {
  let mark: string | undefined;
  let states: ReturnType<typeof readIssueStates> = { value: new Map(), problems: [] };
  let mails = new Map<string, ReadonlyMap<string, SentMail>>();
  const bringUp = async (): Promise<Workspace> => {
    const current = await workspace();
    const now = ledgerMark(current);
    if (now !== mark) {
      mark = now;
      states = readIssueStates(context, current);
      mails = new Map();
    }
    return current;
  };
  return {
    stateOf: async (slug) => {
      await bringUp();
      return states.value.get(slug) ?? { kind: states.problems.length > 0 ? 'unclear' : 'draft' };
    },
    problems: async () => {
      await bringUp();
      return states.problems;
    },
    hasChanged: async () => mark !== undefined && ledgerMark(await workspace()) !== mark,
    sentMail: async (slug) => {
      const current = await bringUp();
      const known = mails.get(slug) ?? readSentMail(context, current, slug);
      mails.set(slug, known);
      return known;
    },
    drop: () => {
      mark = undefined;
    },
  };
}
