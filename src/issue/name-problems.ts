import { ISSUE_LANGUAGES, type IssueLanguage } from '../config/config.ts';
import { type Problem, problem } from '../problem/problem.ts';
import { nearestName } from '../source/nearest-name.ts';
import { asciiSlug } from '../source/ascii-slug.ts';
import type { FolderNames } from './folder-names.ts';
import { type FreeNames, foldName } from './free-names.ts';
import { type TextName, isSlug, isVariantName, languageOf, slugOf } from './text-name.ts';

/** The folder of a file: what lies there, and what else files can be called. */
export interface Shelf {
  readonly names: FolderNames;
  readonly free: () => FreeNames;
}

/** What is wrong with the name of an issue or an article that cannot be called so; `file` is what problems call it. */
export function nameProblem(text: TextName, { free }: Shelf, file: string): Problem {
  const { stem, tag, base } = text;
  const language = tag !== null && /^[a-z]{2}$/i.test(tag) ? languageOf(tag) : undefined;
  if (language !== undefined && asciiSlug(stem) !== '')
    return capitalsProblem(text, `${asciiSlug(stem)}.${language}`, free(), false, file);
  if (!text.hasPlainEnding && isSlug(base)) return capitalsProblem(text, base, free(), false, file);
  const suggestion = free().proposalFor(text.name);
  const meant = asciiSlug(base);
  const taken = suggestion === meant || meant === '' ? null : meant;
  return problem('issue-slug', { slug: slugOf(text), name: shown(text), fault: 'letters', suggestion, taken }, { file });
}

/** What is wrong with the name of a variant of an issue in the language `own`; undefined when nothing is. */
export function variantProblem(text: TextName, own: string, { names, free }: Shelf, file: string): Problem | undefined {
  const language = languageOf(text.tag ?? '');
  const known = [...ISSUE_LANGUAGES];
  if (language === undefined || language === own)
    return problem('variant-language', { language: language ?? text.tag!, own, known, suggestion: null, taken: null }, { file });
  if (isVariantName(text)) return undefined;
  const meant = `${text.stem}.${language}`;
  const isPromised = isToldBefore(text, language, names);
  if (text.tag!.toLowerCase() === language) return capitalsProblem(text, meant, free(), isPromised, file);
  const isTaken = isPromised || free().isTaken(`${meant}.md`, text.name);
  const [suggestion, taken] = isTaken ? [null, `${meant}.md`] : [`${meant}.md`, null];
  return problem('variant-language', { language: text.tag!, own, known, suggestion, taken }, { file });
}

/** A variant of an issue that is not there. One that has such a variant would lose it to this, and is not what was meant. */
export function aloneProblem(alone: TextName, { names, free }: Shelf, file: string): Problem {
  const slugs = names.issues.map(({ base }) => base).filter((slug) => !free().isTaken(`${slug}.${alone.tag}.md`, alone.name));
  return problem('variant-alone', { file: shown(alone), nearest: nearestName(alone.stem, slugs) }, { file });
}

/** Only capitals are wrong. Where the right name is taken, the file may be an issue of its own. */
function capitalsProblem(text: TextName, meant: string, free: FreeNames, isPromised: boolean, file: string): Problem {
  const isTaken = isPromised || free.isTaken(`${meant}.md`, text.name);
  const suggestion = isTaken ? free.proposalFor(text.name) : meant;
  const fault = text.base === meant ? 'ending' : 'language';
  const details = { slug: slugOf(text), name: shown(text), fault, suggestion, taken: isTaken ? meant : null } as const;
  return problem('issue-slug', details, { file });
}

/** Whether another file of the same issue is told to become the variant in this language. */
function isToldBefore(text: TextName, language: IssueLanguage, { variants }: FolderNames): boolean {
  const before = (variants.get(text.stem) ?? []).filter(({ name }) => foldName(name) < foldName(text.name));
  return before.some(({ tag }) => languageOf(tag!) === language);
}

function shown({ name }: TextName): string {
  return name.normalize('NFC');
}
