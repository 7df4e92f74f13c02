import { largestCopy, sizeProblems } from '../../check/check-copies.ts';
import type { Problem } from '../../problem/problem.ts';
import { chooseLanguage } from '../../subscribers/choose-language.ts';
import type { IssueContext } from '../issue-context.ts';

/** Everything that is wrong with an issue and with what was made of it, each thing once. */
export function allProblems(context: IssueContext): Problem[] {
  const { issue, rendering } = context;
  const known = [...issue.problems, ...rendering.problems];
  const isMeasured = known.some(({ code }) => code === 'html-large' || code === 'html-too-large');
  const found = isMeasured
    ? known
    : [
        ...known,
        ...sizeProblems(
          sizeOf(context),
          rendering.composition?.sections ?? [],
          rendering.composition?.template.sender.archive != null,
        ),
      ];
  return [...new Map(found.map((problem) => [JSON.stringify(problem), problem])).values()];
}

/** Octets of the HTML of the largest copy that anybody gets in this language; 0 while there is none. */
export function sizeOf({ issue, rendering, language, fields }: IssueContext): number {
  if (!rendering.composition) return 0;
  const { template } = rendering.composition;
  const own = JSON.stringify(fields);
  const known = sizes.get(template);
  if (known?.recipients === issue.recipients && known.own === own) return known.size;
  const languages = issue.editions.map((edition) => edition.issue.language);
  const readers = issue.recipients.filter((each) => chooseLanguage(each.fields, languages, languages[0]!) === language);
  const size = largestCopy(template, [{ address: '', fields }, ...readers]);
  sizes.set(template, { recipients: issue.recipients, own, size });
  return size;
}

/** Measuring every copy of a long list takes a while, and each page asks for it again. */
const sizes = new WeakMap<object, { readonly recipients: object; readonly own: string; readonly size: number }>();
