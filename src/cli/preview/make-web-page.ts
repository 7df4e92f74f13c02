import type { MadeEntry } from '../../archive/entry/entry.ts';
import { makeIssueEntry } from '../../archive/entry/make-entry.ts';
import { makeLook } from '../../archive/look.ts';
import { isoDayIn } from '../../clock/wall-time.ts';
import type { Look } from '../../compose/compose.ts';
import type { Config } from '../../config/config.ts';
import type { LoadedIssue } from '../../issue/load-issue.ts';
import type { PageTable } from '../../issue/page-link.ts';
import { type WebPage, makeWebPage } from '../../preview/frame/web-page.ts';
import { loadWebStyle } from '../../theme/load-web-style.ts';

/** What an issue's page on the web is made of. */
export interface WebPageParts {
  /** The one that is shown, and the others; their own language is that of the first of all. */
  readonly edition: LoadedIssue;
  readonly editions: readonly LoadedIssue[];
  readonly look: Look;
  readonly config: Config;
  readonly pages: PageTable;
  readonly now: Date;
}

/** Makes the page as the archive would, with this issue as all that is published. */
export async function webPageOf({ edition, editions, look, config, pages, now }: WebPageParts): Promise<WebPage> {
  const own = editions[0]!.issue.language;
  const make = (loaded: LoadedIssue): Promise<MadeEntry> =>
    makeIssueEntry(loaded, { own, theme: look.theme.name, others: [], problems: [] });
  const others = editions.filter((each) => each !== edition);
  const [shown, ...beside] = await Promise.all([edition, ...others].map(make));
  return makeWebPage({
    entries: [shown!, ...beside],
    config,
    look: makeLook(look.theme, look.logo, await loadWebStyle()),
    pages,
    today: isoDayIn(config.timezone, now),
  });
}
