import type { Composition } from '../compose/compose.ts';
import type { Config, IssueLanguage } from '../config/config.ts';
import type { Parsed, Problem } from '../problem/problem.ts';
import { type ComposeEdition, composeEdition } from './compose-edition.ts';
import type { GatheredText } from './gather-issue.ts';

/** An issue composed in each of its languages, its own first. */
export type ComposedIssue = ReadonlyMap<IssueLanguage, Composition>;

/** Composes an issue and its variants; undefined when any of them cannot be. */
export async function composeGathered(
  { loaded, variants, look, pages }: GatheredText,
  config: Config,
  compose: ComposeEdition = composeEdition,
): Promise<Parsed<ComposedIssue | undefined>> {
  if (!look) return { value: undefined, problems: [] };
  const composed = new Map<IssueLanguage, Composition>();
  const found: Problem[] = [];
  for (const edition of [loaded, ...variants]) {
    const { value, problems } = await compose(edition, look, config, pages, edition !== loaded);
    found.push(...problems);
    if (!value) return { value: undefined, problems: found };
    composed.set(edition.issue.language, value);
  }
  return { value: composed, problems: found };
}
