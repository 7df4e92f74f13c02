import type { Composition, Look } from '../compose/compose.ts';
import type { Config } from '../config/config.ts';
import type { LoadedIssue } from '../issue/load-issue.ts';
import type { PageTable } from '../issue/page-link.ts';
import type { Parsed } from '../problem/problem.ts';

/** Composes an issue in one language. */
export type ComposeEdition = (
  edition: LoadedIssue,
  look: Look,
  config: Config,
  pages: PageTable,
  isVariant: boolean,
) => Promise<Parsed<Composition | undefined>>;

/** The composer, and with it MJML, are loaded only here. */
export const composeEdition: ComposeEdition = async (...edition) => {
  const { compose } = await import('../compose/compose.ts');
  return compose(...edition);
};
