import type { Workspace } from '../../config/load-config.ts';
import type { IssueFile } from '../../issue/find-issue.ts';
import type { LoadedIssue } from '../../issue/load-issue.ts';
import type { PreviewedIssue } from '../../preview/studio.ts';
import { type Problem, isError } from '../../problem/problem.ts';
import { chooseTheme } from '../../theme/choose-theme.ts';
import type { GatheredIssue, gatherLook } from '../gather-issue.ts';
import type { DeskSetting } from './desk-setting.ts';
import { webPageOf } from './make-web-page.ts';
import type { EditionRenderer } from './render-editions.ts';
import { sourceLines } from './source-lines.ts';

/** What is shown of an issue: what the files say, or said when they could be read last. */
export interface Shown {
  readonly file: IssueFile;
  readonly text: string;
  readonly gathered: GatheredIssue;
  readonly editions: readonly LoadedIssue[];
}

/** What is wrong now. `trouble`: why an older version is shown. */
export interface Now {
  readonly problems: readonly Problem[];
  readonly trouble: readonly Problem[];
  readonly isGuess: boolean;
  readonly gone: PreviewedIssue['gone'];
}

/** What follows from the files alone. */
export type ReadIssue = Omit<PreviewedIssue, 'state' | 'sentText' | 'isTesting' | 'lastTest'>;

/** An issue as the preview's pages ask for it; undefined `shown`: nothing of it could be read ever. */
export async function showIssue(
  slug: string,
  shown: Shown | undefined,
  workspace: Workspace,
  { problems, trouble, isGuess, gone }: Now,
  setting: DeskSetting,
  renderer: EditionRenderer,
): Promise<ReadIssue> {
  const { folder, config } = workspace;
  const themes = await setting.themes();
  const issue = shown?.editions[0]?.issue;
  const theme = chooseTheme(issue?.theme ?? null, issue?.date ?? '', config.themes);
  const editionIn = (language: string): LoadedIssue | undefined =>
    shown?.editions.find((each) => each.issue.language === language);
  /** What is wrong with one variant alone is no trouble of the other languages. */
  const troubleIn = (language: string): Problem[] => {
    const others = shown?.editions.slice(1).filter((each) => each.issue.language !== language) ?? [];
    return trouble.filter((found) => isError(found) && !others.some((each) => each.issue.file === found.place?.file));
  };
  const lookOf: (name: string) => ReturnType<typeof gatherLook> = (name) => setting.load.look(folder, name, config);
  const webPages = new Map<string, ReturnType<PreviewedIssue['webPage']>>();
  const makePage: PreviewedIssue['webPage'] = async (language, name) => {
    const edition = editionIn(language);
    const look = (await lookOf(name)).value;
    if (!shown || !edition || !look) return undefined;
    const { pages } = shown.gathered;
    return webPageOf({ edition, editions: shown.editions, look, config, pages, now: setting.context.world.clock.now() });
  };
  return {
    slug,
    file: shown?.file.file ?? `issues/${slug}.md`,
    config,
    editions: shown?.editions ?? [],
    themes: themes.includes(theme) ? themes : [theme, ...themes],
    theme,
    recipients: shown?.gathered.recipients ?? [],
    problems,
    sourceLine: shown ? sourceLines(folder, shown.file) : () => undefined,
    isGuess,
    gone,
    render: async (language, name) => {
      const loaded = editionIn(language);
      if (!shown || !loaded) {
        const nothing = { composition: undefined, problems: [], madeAt: setting.context.world.clock.now().toISOString() };
        return { ...nothing, trouble: troubleIn(language) };
      }
      const { pages } = shown.gathered;
      const look = await lookOf(name);
      const rendering = await renderer.render({ loaded, isVariant: loaded !== shown.editions[0], look, config, pages }, name);
      return { ...rendering, trouble: [...troubleIn(language), ...rendering.trouble] };
    },
    webPage: (language, name) => {
      const key = `${language} ${name}`;
      const made = webPages.get(key) ?? makePage(language, name);
      webPages.set(key, made);
      return made;
    },
  };
}
