import type { Part, Written } from '../issue/issue.ts';

/** A piece of news in one language that is published in the archive only; issues link to it by its name. `summary` is its lead. */
export interface Article extends Written {
  readonly parts: readonly Part[];
}
