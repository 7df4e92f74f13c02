import { compose } from '../../src/compose/compose.ts';
import type { MessageTemplate } from '../../src/compose/message-template.ts';
import { parseConfig } from '../../src/config/parse-config.ts';
import type { Issue } from '../../src/issue/issue.ts';
import { parseIssue } from '../../src/issue/parse-issue.ts';
import type { Parsed } from '../../src/problem/problem.ts';
import { loadTheme } from '../../src/theme/load-theme.ts';
import { CONFIG } from './workspace.ts';

/** The text of an issue as a workspace in Finland parses it. */
export function parseText(text: string, language: 'fi' | 'sv' | 'en' = 'fi'): Parsed<Issue> {
  const setting = { file: 'issues/x.md', slug: 'x', language, timezone: 'Europe/Helsinki', typography: true };
  return parseIssue({ ...setting, text });
}

const IMAGE = {
  filename: 'kuva.png',
  mediaType: 'image/png',
  width: 20,
  height: 10,
  bytes: new Uint8Array(9),
  hash: 'a',
  sourceHash: 'a',
};

/** The text of an issue, composed with a built-in theme; each image that it names is there. */
export async function composeText(text: string, theme = 'selkea', config = CONFIG): Promise<MessageTemplate> {
  const { value: issue } = parseText(text);
  const look = await loadTheme('/nowhere', theme);
  const { value: parsed } = parseConfig(config, 'newsletter.yaml', {});
  const images = issue.images.map(({ target }) => ({ ...IMAGE, target }));
  const loaded = { issue, images, files: [], sourceHash: '' };
  const composed = await compose(loaded, { theme: look.value!, logo: null }, parsed!, new Map());
  if (!composed.value || composed.problems.length > 0) throw new Error(JSON.stringify(composed.problems));
  return composed.value.template;
}
