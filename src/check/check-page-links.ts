import { type PageReference, type PageTable, languageFor } from '../issue/page-link.ts';
import type { Written } from '../issue/issue.ts';
import type { ProblemDetails } from '../problem/problem-details.ts';
import { type Problem, problem } from '../problem/problem.ts';
import { nearestName } from '../source/nearest-name.ts';

/** A page with links. `isHidden`: no page leads to it, since it is unlisted or goes to a list that is not public. */
interface Linking extends Pick<Written, 'language' | 'date' | 'pages'> {
  readonly isHidden: boolean;
}

/** Whether every page that is linked to by its name is there, has the part that is meant, and is public when this one is. */
export function checkPageLinks(written: Linking, pages: PageTable, archiveUrl: string | null): Problem[] {
  return written.pages.flatMap((reference) => {
    if (archiveUrl === null) return [problem('page-without-archive', { target: reference.target }, reference.place)];
    return checkReference(reference, written, pages);
  });
}

function checkReference(
  { target, kind, name, anchor, place }: PageReference,
  { language, date, isHidden }: Linking,
  pages: PageTable,
): Problem[] {
  const page = pages.get(`${kind}:${name}`);
  if (!page) {
    const known = [...pages.keys()].flatMap((key) => (key.startsWith(`${kind}:`) ? [key.slice(kind.length + 1)] : []));
    return [problem('page-not-found', { target, kind, name, nearest: nearestName(name, known) }, place)];
  }
  const edition = page.editions.get(languageFor(page, language));
  const notPublic = (reason: ProblemDetails['page-not-public']['reason']): Problem[] => [
    problem('page-not-public', { target, reason, date: page.date }, place),
  ];
  if (page.isPrivate) return notPublic('private');
  if (edition?.draft !== false) return notPublic('draft');
  if (edition.unlisted && !isHidden) return notPublic('unlisted');
  if (page.date > date) return notPublic('later');
  if (anchor === '' || edition.anchors.includes(anchor)) return [];
  const nearest = nearestName(anchor, edition.anchors);
  const suggestion = nearest === null ? null : `${target.split('#', 1)[0]}#${nearest}`;
  return [problem('link-anchor-unknown', { target, nearest: suggestion }, place)];
}
