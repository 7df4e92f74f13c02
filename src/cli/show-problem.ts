import type { Place, Problem } from '../problem/problem.ts';
import { describeProblem } from '../words/describe-problem.ts';
import type { Words } from '../words/words.ts';
import type { Paint } from './paint.ts';

/** A problem as `--json` gives it. */
export function problemToJson(problem: Problem, words: Words): object {
  const { code, severity, place, details } = problem;
  return { code, severity, message: describeProblem(problem, words), ...place, details };
}

/** A problem on one line for people: place, severity, sentence, code. */
export function problemToText(problem: Problem, words: Words, paint: Paint): string {
  const place = problem.place ? `${paint('bold', formatPlace(problem.place))} ` : '';
  const severity = paint(problem.severity === 'error' ? 'red' : 'yellow', words.severity[problem.severity]);
  return `${place}${severity}: ${describeProblem(problem, words)} ${paint('dim', `[${problem.code}]`)}`;
}

function formatPlace({ file, line, column }: Place): string {
  return [file, line, column].filter((part) => part !== undefined).join(':') + ':';
}
