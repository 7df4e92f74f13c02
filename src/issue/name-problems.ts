import { ISSUE_LANGUAGES } from '../config/config.ts';
import { type Problem, problem } from '../problem/problem.ts';
import { asciiSlug } from '../source/ascii-slug.ts';
import { foldName, freeName } from './free-name.ts';
import { type TextName, isVariantName, languageOf, parseTextName } from './text-name.ts';

/** Whether an issue or an article can be called so. */
export function isSlug(name: string): boolean {
  return /^[a-z0-9-]+$/.test(name);
}

/** What a file of an issue is told that cannot be called as it is; `beside` are the names in its folder, `file` is what problems call it. */
export function nameProblem(text: TextName, beside: readonly string[], file: string): Problem {
  const { stem, tag, base } = text;
  const language = tag !== null && /^[a-z]{2}$/i.test(tag) ? languageOf(tag) : undefined;
  if (language !== undefined) return capitalsProblem(text, `${asciiSlug(stem) || FALLBACK}.${language}`, beside, file);
  if (!text.hasPlainEnding && isSlug(base)) return capitalsProblem(text, base, beside, file);
  const meant = asciiSlug(base) || FALLBACK;
  const suggestion = freeName(meant, [...othersThan(text, beside), ...promisedBefore(text, beside)]);
  const taken = suggestion === meant ? null : meant;
  return problem('issue-slug', { slug: slugOf(text), name: named(text), fault: 'letters', suggestion, taken }, { file });
}

/** The same for the file of a variant of an issue that is there, in a language that is not `own`. Undefined when nothing is wrong. */
export function variantProblem(text: TextName, own: string, beside: readonly string[], file: string): Problem | undefined {
  const language = languageOf(text.tag ?? '');
  const known = [...ISSUE_LANGUAGES];
  const meant = `${text.stem}.${language}`;
  if (language === undefined || language === own)
    return problem('variant-language', { language: language ?? text.tag!, own, known, suggestion: null, taken: null }, { file });
  if (isVariantName(text)) return undefined;
  if (text.tag!.toLowerCase() === language) return capitalsProblem(text, meant, beside, file);
  const [suggestion, taken] = isTaken(meant, text, beside) ? [null, `${meant}.md`] : [`${meant}.md`, null];
  return problem('variant-language', { language: text.tag!, own, known, suggestion, taken }, { file });
}

/** An issue by this name has a `slug` that is none. */
export function slugOf({ base, name, hasPlainEnding }: TextName): string {
  return hasPlainEnding ? base : name.normalize('NFC');
}

const FALLBACK = 'uutiskirje';

/** Only capitals are wrong. Where the right name is taken it may be meant for an issue of its own. */
function capitalsProblem(text: TextName, meant: string, beside: readonly string[], file: string): Problem {
  const others = othersThan(text, beside);
  const isFree = !isTaken(meant, text, beside) && freeName(meant, others) === meant;
  const suggestion = isFree ? meant : freeName(asciiSlug(meant), [...others, ...promisedBefore(text, beside)]);
  const fault = text.base === meant ? 'ending' : 'language';
  const details = { slug: slugOf(text), name: named(text), fault, suggestion, taken: isFree ? null : meant } as const;
  return problem('issue-slug', details, { file });
}

/** Whether another file is called so, or an earlier one is told to be. */
function isTaken(meant: string, text: TextName, beside: readonly string[]): boolean {
  const others = othersThan(text, beside);
  if (others.some((name) => foldName(name) === foldName(`${meant}.md`))) return true;
  const before = others.filter((name) => name < text.name).flatMap((name) => parseTextName(name) ?? []);
  return before.some(({ stem, tag }) => tag !== null && `${stem}.${languageOf(tag)}` === meant);
}

function named({ name }: TextName): string {
  return name.normalize('NFC');
}

function othersThan({ name }: TextName, beside: readonly string[]): string[] {
  return beside.filter((each) => each !== name);
}

/** The names that are proposed for the files before this one: two that are renamed as they are told must not become one. */
function promisedBefore(text: TextName, beside: readonly string[]): string[] {
  const promised: string[] = [];
  const texts = beside.toSorted().flatMap((name) => parseTextName(name) ?? []);
  for (const each of texts) {
    if (each.name === text.name) break;
    if (isSlug(slugOf(each)) || isVariantName(each)) continue;
    promised.push(`${freeName(asciiSlug(each.base) || FALLBACK, [...othersThan(each, beside), ...promised])}.md`);
  }
  return promised;
}
