import { type Place, type Problem, problem } from '../../problem/problem.ts';
import type { Leftover } from '../../problem/problem-details.ts';
import type { YamlSource } from '../../source/parse-yaml.ts';
import { type FoundLeftover, findLeftovers, findPlainLeftovers } from './find-leftovers.ts';
import type { MarkdownToken } from './markdown.ts';
import type { Reading } from './reading.ts';

/** What may well be meant as it stands. */
const DOUBTFUL: ReadonlySet<Leftover> = new Set(['emoji', 'backtick']);

/** Whether a leftover is a warning (`markdown-doubtful`) and no error (`markdown-leftover`). */
function leftoverCode({ form }: FoundLeftover): 'markdown-leftover' | 'markdown-doubtful' {
  return DOUBTFUL.has(form) ? 'markdown-doubtful' : 'markdown-leftover';
}

/** Reports what readers would see as markup in a run of inline tokens; `except`: a form that is looked at elsewhere. */
export function reportLeftovers(tokens: readonly MarkdownToken[], reading: Reading, except?: Leftover): void {
  const found = findLeftovers(tokens).filter(({ form, text }) => form !== except && reading.holes.restore(text) === text);
  const places = reading.placesAhead(found.map(({ start }) => start));
  for (const [index, each] of found.entries()) reportOne(each, reading, places[index]!);
}

/** The same in words that are shown as they are; `place` is where they stand, if not here. */
export function reportPlainLeftovers(words: string, reading: Reading, place?: Place): void {
  for (const found of findPlainLeftovers(words)) reportOne(found, reading, place ?? reading.place());
}

/** The same in the values of front matter, which are words that readers see; `keys` are those that hold words. */
export function headerLeftovers(source: YamlSource | undefined, keys: readonly string[], file: string): Problem[] {
  return (source?.entries ?? [])
    .filter(({ key }) => keys.includes(key))
    .flatMap(({ value, line }) =>
      typeof value !== 'string'
        ? []
        : findPlainLeftovers(value.replace(/\{\{[^{}]*\}\}/g, 'x')).map((found) =>
            problem(leftoverCode(found), { text: found.text.slice(0, LONGEST), form: found.form }, { file, line }),
          ),
    );
}

function reportOne(found: FoundLeftover, reading: Reading, place: Place): void {
  const text = reading.holes.restore(found.text).replace(/\s+/g, ' ').slice(0, LONGEST);
  reading.report(leftoverCode(found), { text, form: found.form }, place);
}

/** Characters of a leftover that a message shows. */
const LONGEST = 120;
