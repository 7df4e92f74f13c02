import { compose } from '../../src/compose/compose.ts';
import type { MessageTemplate } from '../../src/compose/message-template.ts';
import { parseConfig } from '../../src/config/parse-config.ts';
import { parseIssue } from '../../src/issue/parse-issue.ts';
import { loadTheme } from '../../src/theme/load-theme.ts';
import { CONFIG } from './workspace.ts';

/** The text of an issue, composed with the built-in theme, as far as it comes without any file beside it. */
export async function composeText(text: string): Promise<MessageTemplate> {
  const { value: issue } = parseIssue({ text, file: 'issues/x.md', slug: 'x', language: 'fi' });
  const { value: theme } = await loadTheme('/nowhere', 'selkea');
  const { value: config } = parseConfig(CONFIG, 'newsletter.yaml', {});
  const composed = await compose({ issue, images: [], sourceHash: '' }, theme!, config!);
  if (!composed.value) throw new Error(JSON.stringify(composed.problems));
  return composed.value;
}
