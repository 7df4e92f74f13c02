import type { Workspace } from '../../../config/load-config.ts';
import type { GatheredText } from '../../gather-issue.ts';
import { configurationHash, hashOf, listsHash, lookHash } from '../../hash-sources.ts';

/** The hash of each source that a send is made from, and under `text.sv` and the like those of the variants' texts. */
export type Sources = Readonly<Record<'issue' | 'theme' | 'configuration' | 'lists' | `text.${string}`, string>>;

/** What is not set is left out, so that a send begun before there was a key for it goes on. */
export async function sourcesOf({ loaded, variants, look }: GatheredText, { folder, config }: Workspace): Promise<Sources> {
  return {
    issue: variants.length === 0 ? loaded.sourceHash : hashOf([loaded, ...variants].map(({ sourceHash }) => sourceHash)),
    theme: lookHash(look),
    configuration: configurationHash(loaded.issue, config),
    ...Object.fromEntries(variants.map(({ issue }) => [`text.${issue.language}`, issue.bodyHash])),
    lists: await listsHash(loaded.issue, config, folder),
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
