import matter from 'gray-matter';
import { type Problem, problem } from '../../problem/problem.ts';
import type { YamlError } from '../../source/find-yaml-faults.ts';
import { type YamlSource, parseYaml } from '../../source/parse-yaml.ts';

export interface SplitIssue {
  /** Undefined when there is no front matter that could be read. */
  readonly header: YamlSource | undefined;
  readonly body: string;
  /** The line of the file, from 1, that the body begins on. */
  readonly bodyLine: number;
  readonly problems: readonly Problem[];
}

/**
 * Parts the front matter from the body. gray-matter would run front matter marked as JavaScript, in any spelling; here an opening
 * line other than `---` is refused before it, and every engine but YAML refuses besides.
 */
export function splitFrontMatter(text: string, file: string): SplitIssue {
  const opening = /^---([^\n-][^\n]*)?(?:\n|$)/.exec(text);
  if (!opening) return withoutHeader(text, problem('front-matter-missing', {}, { file, line: 1 }));
  const language = (opening[1] ?? '').trim();
  const closing = /\n---[ \t]*(?:\n|$)/.exec(text);
  if (language !== '') {
    const rest = closing ? text.slice(closing.index + closing[0].length) : text;
    return withoutHeader(
      rest,
      problem('front-matter-language', { language }, { file, line: 1 }),
      lineAt(text, text.length - rest.length),
    );
  }
  if (!closing) return withoutHeader(text.slice(opening[0].length), problem('front-matter-unclosed', {}, { file, line: 1 }), 2);

  let header: YamlSource | undefined;
  const parse = (yaml: string): object => {
    header = parseYaml(yaml, 'refused');
    return {};
  };
  matter(text, { language: 'yaml', engines: { yaml: { parse }, json: refuse, javascript: refuse } });
  header ??= parseYaml('');
  const problems = header.errors.map((error) => syntaxProblem(error, file));
  const start = closing.index + closing[0].length;
  return { header: problems.length > 0 ? undefined : header, body: text.slice(start), bodyLine: lineAt(text, start), problems };
}

const refuse = {
  parse(): never {
    throw new Error('front matter is YAML only');
  },
};

function withoutHeader(body: string, found: Problem, bodyLine = 1): SplitIssue {
  return { header: undefined, body, bodyLine, problems: [found] };
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

/** `title: Uutiskirje: joulukuu` is what people write most, so it has a code of its own. */
function syntaxProblem(
  { line, column, fault: kind, key, mark, suggestion, firstLine, reason }: YamlError,
  file: string,
): Problem {
  const fault = { fault: kind, key, mark, suggestion, firstLine, reason };
  const place = { file, line, column };
  if (key === 'lists' && /^(?:mark|colon|quote-ended|bracket-open)$/.test(kind)) {
    const names = suggestion.slice('lists:'.length).match(/[a-z\d][a-z\d-]*/g) ?? [];
    return problem('front-matter-syntax', { ...fault, fault: 'list-names', suggestion: `lists: [${names.join(', ')}]` }, place);
  }
  return kind === 'colon' && key !== ''
    ? problem('front-matter-colon', { key, suggestion }, place)
    : problem('front-matter-syntax', fault, place);
}
