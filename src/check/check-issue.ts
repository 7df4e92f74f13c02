import type { Issue } from '../issue/issue.ts';
import { type Problem, problem } from '../problem/problem.ts';
import { chooseLanguage } from '../subscribers/choose-language.ts';
import { selectRecipients } from '../subscribers/select-recipients.ts';
import type { SubscriberList } from '../subscribers/subscriber.ts';
import { type PageTable, isReserved } from '../issue/page-link.ts';
import { checkArchive } from './check-archive.ts';
import { checkLanguages } from './check-languages.ts';
import { checkHoles } from './check-holes.ts';
import { checkPageLinks } from './check-page-links.ts';
import { checkPublicHoles } from './check-public-holes.ts';
import { checkVariant } from './check-variants.ts';

/** What only shows when an issue, its variants and its lists are held together; what each says alone is found while they are parsed. */
export function checkIssue(
  own: Issue,
  variants: readonly Issue[],
  lists: readonly SubscriberList[],
  { archiveUrl, pages }: { readonly archiveUrl: string | null; readonly pages: PageTable },
): Problem[] {
  const issues = [own, ...variants];
  const languages = issues.map(({ language }) => language);
  const columns = [...new Set(lists.flatMap((list) => list.columns))].filter((column) => column !== '');
  const recipients = selectRecipients(lists);
  const readersOf = ({ language }: Issue): typeof recipients =>
    recipients.filter(({ fields }) => chooseLanguage(fields, languages, own.language) === language);
  return [
    ...issues.flatMap((issue) => checkArchive(issue, archiveUrl)),
    ...issues.flatMap((issue) => checkPageLinks(issue, pages, archiveUrl)),
    ...(archiveUrl === null ? [] : [...checkName(own), ...issues.flatMap(checkPublicHoles), ...issues.flatMap(checkDraft)]),
    ...variants.flatMap((variant) => checkVariant(variant, own)),
    ...(variants.length === 0 ? [] : checkLanguages(recipients)),
    ...(columns.length === 0 ? [] : issues.flatMap((issue) => checkHoles(issue, columns, readersOf(issue)))),
  ];
}

function checkName({ slug, file }: Issue): Problem[] {
  return isReserved(slug) ? [problem('archive-name-taken', { slug }, { file })] : [];
}

function checkDraft({ draft, file }: Issue): Problem[] {
  return draft ? [problem('issue-draft', {}, { file })] : [];
}
