import type { Config } from '../../../config/config.ts';
import { configurationHash, hashOf, lookHash } from '../../hash-sources.ts';
import type { GatheredIssue } from '../../gather-issue.ts';

/** The hash of each source that a send is made from, and under `text.sv` and the like those of the variants' texts. */
export type Sources = Readonly<Record<'issue' | 'theme' | 'configuration' | 'lists' | `text.${string}`, string>>;

/** What is not set is left out, so that a send begun before there was a key for it goes on. */
export function sourcesOf({ loaded, variants, look, recipients }: GatheredIssue, config: Config): Sources {
  return {
    issue: variants.length === 0 ? loaded.sourceHash : hashOf([loaded, ...variants].map(({ sourceHash }) => sourceHash)),
    theme: lookHash(look),
    configuration: configurationHash(loaded.issue, config),
    ...Object.fromEntries(variants.map(({ issue }) => [`text.${issue.language}`, issue.bodyHash])),
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

/** The hashes of the variants' texts among sources, by language. */
export function variantTexts(sources: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(sources).flatMap(([name, hash]) => (name.startsWith('text.') ? [[name.slice('text.'.length), hash]] : [])),
  );
}
