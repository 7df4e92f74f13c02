import { createHash } from 'node:crypto';
import type { Config } from '../../../config/config.ts';
import type { GatheredIssue } from '../../gather-issue.ts';

/** The hash of each source that a send is made from. */
export type Sources = Readonly<Record<'issue' | 'theme' | 'configuration' | 'lists', string>>;

export function sourcesOf({ loaded, theme, recipients }: GatheredIssue, config: Config): Sources {
  const { organisation, from, replyTo, bounces, unsubscribe, lists } = config;
  const titles = loaded.issue.lists.map((name) => [name, lists.get(name)?.title]);
  return {
    issue: loaded.sourceHash,
    theme: theme?.hash ?? '',
    configuration: hashOf([organisation, from, replyTo, bounces, unsubscribe, titles]),
    lists: hashOf(recipients.map(({ key, fields }) => [key, Object.entries(fields)])),
  };
}

/** What changed since a send began, by name. The lists are not among it: they never refuse a resume. */
export function changedSources(now: Sources, then: Readonly<Record<string, string>>): string[] {
  return (['issue', 'theme', 'configuration'] as const).filter((name) => now[name] !== then[name]);
}

/** For a rehearsal a changed list is a change too: it is simply done anew. */
export function sameSources(now: Sources, then: Readonly<Record<string, string>>): boolean {
  return changedSources(now, then).length === 0 && now.lists === then['lists'];
}

function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}
