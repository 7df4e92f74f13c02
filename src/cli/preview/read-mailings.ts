import { join, resolve } from 'node:path';
import { sampleFieldsOf } from '../../build/sample-message.ts';
import type { MessageTemplate } from '../../compose/message-template.ts';
import type { Workspace } from '../../config/load-config.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import type { Counts } from '../../ledger/recipient.ts';
import { readTraces } from '../../ledger/trace-files.ts';
import { fillHoles } from '../../personalise/fill-holes.ts';
import type { IssueState, SentMail } from '../../preview/studio.ts';
import type { Parsed } from '../../problem/problem.ts';
import type { Context } from '../context.ts';
import { openRecord } from '../open-record.ts';
import { fileMark } from './file-mark.ts';

/**
 * How far issues are, by slug: from the ledger, and of those that it does not know of from the traces. One that is not here was not mailed,
 * unless there is a problem: what cannot be read may know otherwise.
 */
export function readIssueStates(context: Context, workspace: Workspace): Parsed<ReadonlyMap<string, IssueState>> {
  const issues = join(workspace.folder, 'issues');
  const { value: traces, problems } = readTraces({ workspace: workspace.folder, issues, state: issues });
  const states = new Map<string, IssueState>(
    traces.map(({ trace: { slug, startedAt, accepted, recipients } }) => [
      slug,
      { kind: 'recorded', startedAt, accepted, recipients },
    ]),
  );
  const opened = withRecord(context, workspace, (ledger) => {
    for (const { slug, startedAt } of ledger.sends()) {
      const counts = ledger.counts(slug);
      states.set(slug, { kind: kindOf(slug, counts, ledger), startedAt, counts });
    }
  });
  return { value: states, problems: [...problems, ...opened.problems] };
}

/** The words of an issue that went out last, by language; holes show their default or their column's name. */
export function readSentMail(context: Context, workspace: Workspace, slug: string): ReadonlyMap<string, SentMail> {
  const texts = withRecord(context, workspace, (ledger) => {
    const send = ledger.send(slug);
    const written = Object.keys(send?.templates ?? {}).map((language) => {
      const template = JSON.parse(ledger.template(slug, language).content) as MessageTemplate;
      const text = fillHoles(template.text, sampleFieldsOf(template));
      return [language, { text, startedAt: send!.startedAt }] as const;
    });
    return new Map(written);
  });
  return texts.value ?? new Map();
}

/** Tells whether the ledger may have changed, without opening it. */
export function ledgerMark({ folder, config }: Workspace): string {
  const ledger = resolve(folder, config.ledger);
  return [ledger, `${ledger}-wal`].map(fileMark).join('/');
}

function withRecord<Value>(context: Context, workspace: Workspace, read: (ledger: Ledger) => Value): Parsed<Value | undefined> {
  const { value: ledger, problems } = openRecord(context, workspace);
  try {
    return { value: ledger && read(ledger), problems };
  } finally {
    ledger?.close();
  }
}

/** A run that has no end is at work, or was cut off. */
function kindOf(slug: string, { queued, attempting, deferred }: Counts, ledger: Ledger): 'sending' | 'stopped' | 'sent' {
  if (queued + attempting + deferred === 0) return 'sent';
  return ledger.report(slug).runs.at(-1)?.endedAt === null ? 'sending' : 'stopped';
}
