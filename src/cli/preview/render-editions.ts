import type { Composition, Look } from '../../compose/compose.ts';
import type { Config } from '../../config/config.ts';
import type { LoadedIssue } from '../../issue/load-issue.ts';
import type { PageTable } from '../../issue/page-link.ts';
import { type Parsed, isError } from '../../problem/problem.ts';
import type { Rendering } from '../../preview/studio.ts';
import { type ComposeEdition, composeEdition } from '../compose-edition.ts';
import { hashOf, lookHash } from '../hash-sources.ts';

/** What one edition is composed from. `trouble` says why it is not what the files say; the look is undefined when the theme cannot be used. */
export interface EditionSource {
  readonly loaded: LoadedIssue;
  readonly isVariant: boolean;
  readonly look: Parsed<Look | undefined>;
  readonly config: Config;
  readonly pages: PageTable;
}

/** Composes editions of one issue, and remembers them: what is made of the same is made once, and what was good last is there to be shown again. */
export interface EditionRenderer {
  readonly compose: ComposeEdition;
  readonly render: (source: EditionSource, theme: string) => Promise<Rendering>;
}

/** Compositions that are kept: languages by themes, and a few steps back. */
const MOST_KEPT = 12;

export function editionRenderer(now: () => Date): EditionRenderer {
  const made = new Map<string, Promise<Parsed<Composition | undefined>>>();
  const good = new Map<string, Rendering>();
  const compose: ComposeEdition = (loaded, look, config, pages, isVariant) => {
    const key = keyOf({ loaded, config, pages, isVariant }, look);
    const known = made.get(key) ?? composeEdition(loaded, look, config, pages, isVariant);
    made.delete(key);
    made.set(key, known);
    for (const oldest of [...made.keys()].slice(0, Math.max(0, made.size - MOST_KEPT))) made.delete(oldest);
    return known;
  };
  return {
    compose,
    render: async (source, theme) => {
      const { look, loaded, config, pages, isVariant } = source;
      const composed = look.value
        ? await compose(loaded, look.value, config, pages, isVariant)
        : { value: undefined, problems: look.problems };
      const { language } = source.loaded.issue;
      const name = `${language} ${theme}`;
      if (!composed.value) {
        const trouble = composed.problems.filter(isError);
        const before = good.get(name) ?? good.get(language);
        return {
          composition: before?.composition,
          problems: composed.problems,
          trouble,
          madeAt: before?.madeAt ?? now().toISOString(),
        };
      }
      const before = good.get(name);
      const isSame = before?.composition === composed.value;
      const madeAt = isSame ? before.madeAt : now().toISOString();
      const rendering = { composition: composed.value, problems: composed.problems, trouble: [], madeAt };
      good.set(name, rendering);
      // A theme that was never good is stood in for by any that was.
      good.set(language, rendering);
      return rendering;
    },
  };
}

/** Everything that shows in a composition. */
function keyOf({ loaded, isVariant, config, pages }: Omit<EditionSource, 'look'>, look: Look): string {
  const { issue, sourceHash } = loaded;
  const linked = [...pages].map(([name, { language, date, editions }]) => [name, language, date, [...editions]]);
  return hashOf([
    sourceHash,
    issue.language,
    issue.date,
    issue.lists,
    isVariant,
    lookHash(look),
    look.theme.name,
    config,
    [...config.lists],
    linked,
  ]);
}
