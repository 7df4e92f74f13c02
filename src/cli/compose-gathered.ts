import type { BuildCache } from '../build/build-cache.ts';
import { programHash } from '../build/program-hash.ts';
import type { Composition, Look } from '../compose/compose.ts';
import type { Config, IssueLanguage } from '../config/config.ts';
import type { LoadedIssue } from '../issue/load-issue.ts';
import type { Parsed } from '../problem/problem.ts';
import type { GatheredIssue } from './gather-issue.ts';
import { configurationHash, hashOf, lookHash } from './hash-sources.ts';

/** An issue composed in each of its languages, its own first. */
export type ComposedIssue = ReadonlyMap<IssueLanguage, Composition>;

/** Composes an issue and its variants; undefined when any of them cannot be. What a cache knows already is not composed again. */
export async function composeGathered(
  { loaded, variants, look }: GatheredIssue,
  config: Config,
  cache?: BuildCache,
): Promise<Parsed<ComposedIssue | undefined>> {
  if (!look) return { value: undefined, problems: [] };
  const composed: Parsed<Composition | undefined>[] = [];
  for (const edition of [loaded, ...variants]) {
    if (composed.some(({ value }) => !value)) break;
    const isVariant = edition !== loaded;
    composed.push(
      await (cache ? composeCached(edition, look, config, isVariant, cache) : composeNew(edition, look, config, isVariant)),
    );
  }
  const problems = composed.flatMap((each) => each.problems);
  const compositions = composed.flatMap(({ value }) => value ?? []);
  if (compositions.length <= variants.length) return { value: undefined, problems };
  return { value: new Map(compositions.map((composition) => [composition.template.language, composition])), problems };
}

async function composeCached(
  edition: LoadedIssue,
  look: Look,
  config: Config,
  isVariant: boolean,
  cache: BuildCache,
): Promise<Parsed<Composition | undefined>> {
  const { issue, sourceHash } = edition;
  const { slug, language, lists, date } = issue;
  const parts = [
    slug,
    language,
    lists,
    date,
    isVariant,
    sourceHash,
    lookHash(look),
    configurationHash(issue, config),
    programHash(),
  ];
  const hash = hashOf(parts);
  const known = await cache.read(`${slug}.${language}`, hash);
  if (known) return { value: known, problems: [] };
  const composed = await composeNew(edition, look, config, isVariant);
  if (composed.value && composed.problems.length === 0) await cache.write(`${slug}.${language}`, hash, composed.value);
  return composed;
}

/** The composer, and with it Handlebars and MJML, are loaded only here. */
async function composeNew(
  edition: LoadedIssue,
  look: Look,
  config: Config,
  isVariant: boolean,
): Promise<Parsed<Composition | undefined>> {
  const { compose } = await import('../compose/compose.ts');
  return compose(edition, look, config, isVariant);
}
