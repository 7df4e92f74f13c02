import { type PageReference, type PageTable, languageFor } from '../issue/page-link.ts';
import type { Written } from '../issue/issue.ts';
import { type Problem, problem } from '../problem/problem.ts';
import { nearestName } from '../source/nearest-name.ts';

type Linking = Pick<Written, 'language' | 'date' | 'pages'>;

/** Whether every page that is linked to by its name is there, has the part that is meant, and is public when this one is. */
export function checkPageLinks(written: Linking, pages: PageTable, archiveUrl: string | null): Problem[] {
  return written.pages.flatMap((reference) => {
    if (archiveUrl === null) return [problem('page-without-archive', { target: reference.target }, reference.place)];
    return checkReference(reference, written, pages);
  });
}

function checkReference(
  { target, kind, name, anchor, place }: PageReference,
  { language, date }: Linking,
  pages: PageTable,
): Problem[] {
  const page = pages.get(`${kind}:${name}`);
  if (!page) {
    const known = [...pages.keys()].flatMap((key) => (key.startsWith(`${kind}:`) ? [key.slice(kind.length + 1)] : []));
    return [problem('page-not-found', { target, kind, name, nearest: nearestName(name, known) }, place)];
  }
  const edition = page.editions.get(languageFor(page, language));
  if (edition?.draft !== false) return [problem('page-not-public', { target, reason: 'draft', date: page.date }, place)];
  if (page.date > date) return [problem('page-not-public', { target, reason: 'later', date: page.date }, place)];
  if (anchor === '' || edition.anchors.includes(anchor)) return [];
  const nearest = nearestName(anchor, edition.anchors);
  const suggestion = nearest === null ? null : `${target.split('#', 1)[0]}#${nearest}`;
  return [problem('link-anchor-unknown', { target, nearest: suggestion }, place)];
}
