import { privacyOf } from '../../config/privacy-of.ts';
import type { PreviewedIssue } from '../studio.ts';

/** Whether the archive has a page of an issue, now or later. One whose front matter cannot be read gets the benefit of the doubt. */
export function hasWebPage({ editions, config, isGuess }: Pick<PreviewedIssue, 'editions' | 'config' | 'isGuess'>): boolean {
  const own = editions[0]?.issue;
  return own === undefined || isGuess || privacyOf(own.lists, config) === null;
}
