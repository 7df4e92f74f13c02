import type { IssueContext } from '../issue-context.ts';
import type { PageState } from '../page-state.ts';
import { fieldsOf, languageOf, readerOf } from '../reader/reader.ts';
import type { PreviewSetting } from './preview-setting.ts';

/** An issue as a page's address asks for it; undefined when there is none of that name. */
export async function contextOf(
  { studio, key, token }: Pick<PreviewSetting, 'studio' | 'key' | 'token'>,
  slug: string,
  state: PageState,
): Promise<IssueContext | undefined> {
  const issue = await studio.issue(slug);
  if (!issue) return undefined;
  const voice = await studio.voice();
  const reader = readerOf(state.as, state.real ? issue.recipients : [], key);
  const language = languageOf(reader, issue, state.language);
  const theme = issue.themes.find((name) => name === state.theme) ?? issue.theme;
  const rendering = await issue.render(language, theme);
  const edition = issue.editions.find((each) => each.issue.language === language);
  const fields = rendering.composition ? fieldsOf(reader, rendering.composition.template) : {};
  return { voice, issue, state, language, theme, edition, rendering, reader, fields, key, token };
}
