import { type IssueLanguage, inLanguage } from '../../config/config.ts';
import { escapeHtml } from '../../markup/escape-html.ts';
import { issueWords } from '../../words/issue-words.ts';
import { webWords } from '../../words/web-words.ts';
import type { Site } from '../site.ts';

/** The bottom of every page: who publishes it, and what public bodies have to say about privacy and accessibility. */
export function siteFooter({ config }: Site, language: IssueLanguage): string {
  const { name, address, url, privacyUrl, accessibilityUrl } = inLanguage(config.organisation, language);
  const words = issueWords(language);
  const links = [
    [url, url?.replace(/^https?:\/\/|\/$/g, '')],
    [privacyUrl, words.privacy],
    [accessibilityUrl, words.accessibility],
  ].flatMap(([target, text]) => (target ? [`<li><a href="${escapeHtml(target)}">${escapeHtml(text!)}</a></li>`] : []));
  const sender = [name, address].flatMap((line) => (line ? [escapeHtml(line)] : []));
  return [
    '<footer class="site">',
    `<p>${sender.join('<br>')}</p>`,
    ...(links.length === 0
      ? []
      : [`<nav aria-label="${escapeHtml(webWords(language).footerNavigation)}"><ul>${links.join('')}</ul></nav>`]),
    '</footer>',
  ].join('\n');
}
