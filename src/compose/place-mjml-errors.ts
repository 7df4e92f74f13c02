import { type Problem, problem } from '../problem/problem.ts';
import { type MjmlError, compileMjml } from './compile-mjml.ts';
import { type TemplateSource, renderTemplate } from './render-template.ts';

/**
 * Finds the file and line of the theme that MJML's errors come from: the same templates are rendered once more with a comment before
 * each MJML tag that says where it was written, and the nearest comment above an error tells.
 */
export async function placeMjmlErrors(errors: readonly MjmlError[], source: TemplateSource, context: object): Promise<Problem[]> {
  const marked: TemplateSource = {
    ...source,
    text: markLines(source.text, source.file),
    partials: new Map(
      [...source.partials].map(([name, text]) => [name, markLines(text, `${source.folder}/partials/${name}.hbs`)]),
    ),
  };
  const rendered = renderTemplate(marked, context);
  const found = typeof rendered === 'string' ? await compileMjml(rendered) : errors;
  const lines = typeof rendered === 'string' ? rendered.split('\n') : [];
  const told = typeof found === 'string' ? errors : found;
  const problems = told.map(({ line, message }) =>
    problem('theme-syntax', { reason: `MJML: ${message}` }, placeAbove(lines, line) ?? { file: source.file }),
  );
  return [...new Map(problems.map((each) => [JSON.stringify(each), each])).values()];
}

/** Every tag is put on a line of its own behind its mark; only the lines of the result are another count, and nobody sees them. */
function markLines(text: string, file: string): string {
  return text
    .split('\n')
    .map((line, index) => line.replace(/<mj-/g, `\n<!--@${file}:${index + 1}-->\n<mj-`))
    .join('\n');
}

function placeAbove(lines: readonly string[], line: number): { file: string; line: number } | undefined {
  const mark = lines.slice(0, line).findLast((each) => each.startsWith('<!--@'));
  const [, file, at] = /^<!--@(.*):(\d+)-->$/.exec(mark ?? '') ?? [];
  return file === undefined ? undefined : { file, line: Number(at) };
}
