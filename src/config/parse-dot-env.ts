import { type Parsed, type Problem, problem } from '../problem/problem.ts';
import type { EnvLineFault } from '../problem/problem-details.ts';
import { nearestName } from '../source/nearest-name.ts';

/**
 * Reads `.env` as Node's `util.parseEnv` does: NAME=value, perhaps behind `export`; a value in " or ' or ` may have several lines, and \n in
 * double quotes ends a line. Unlike there, only a # behind white space begins a comment, so `a#b` stays whole. Of the variables only ours
 * (NEWSLETTER_…) are given. A line of ours that cannot be read is an error: without it a real send would be a rehearsal.
 */
export function parseDotEnv(text: string, file: string): Parsed<Record<string, string>> {
  const variables: Record<string, string> = {};
  const problems: Problem[] = [];
  for (const { name, value, fault, line } of readVariables(text)) {
    if (isOurs(name) && fault === undefined) variables[name] = value;
    if (fault !== undefined && OUR_NAME.test(name)) problems.push(problem('env-line', { name, fault }, { file, line }));
    else problems.push(...checkName(name, { file, line }));
  }
  return { value: variables, problems };
}

/** The variables that are read, from `.env` or the environment. */
const KNOWN = ['NEWSLETTER_SMTP_URL', 'NEWSLETTER_SMTP_PASSWORD', 'NEWSLETTER_SECRET', 'NEWSLETTER_LANG', 'NEWSLETTER_DEBUG'];

/** A variable that was meant for us; other programs may have names of their own in the same file. */
function checkName(name: string, place: { readonly file: string; readonly line: number }): Problem[] {
  if (KNOWN.includes(name)) return [];
  const nearest = nearestName(name, KNOWN);
  const isMistyped = nearest !== null && nearestName(name.split(/[_-]/, 1)[0]!, ['NEWSLETTER']) !== null;
  return /^NEWSLETTER_/i.test(name) || isMistyped ? [problem('env-unknown', { name, nearest }, place)] : [];
}

interface ReadVariable {
  readonly name: string;
  readonly value: string;
  readonly fault?: EnvLineFault;
  /** From 1. */
  readonly line: number;
}

/** Everything in the file that is a variable, or that names one of ours and is none. */
function readVariables(text: string): ReadVariable[] {
  const lines = text.split('\n');
  const found: ReadVariable[] = [];
  for (let index = 0; index < lines.length; index++) {
    const written = lines[index]!.trimStart();
    const line = index + 1;
    const variable = VARIABLE.exec(written);
    if (written === '' || written.startsWith('#')) continue;
    if (variable) {
      const rest = [variable[2]!, ...lines.slice(index + 1)];
      const read = readValue(rest);
      found.push({ name: variable[1]!, line, ...read });
      index += read.lines - 1;
    } else {
      const name = OUR_NAME.exec(written)?.[0];
      if (name !== undefined) found.push({ name, value: '', fault: 'syntax', line });
    }
  }
  return found;
}

const VARIABLE = /^(?:export\s+)?([^\s=#]+)\s*=(.*)$/;
const OUR_NAME = /NEWSLETTER_\w+/i;

function isOurs(name: string): boolean {
  return name.startsWith('NEWSLETTER_');
}

/** The value that the first of these lines begins, and how many lines it takes. */
function readValue(lines: readonly string[]): { readonly value: string; readonly lines: number; readonly fault?: EnvLineFault } {
  const first = lines[0]!.trimStart();
  const quote = /^["'`]/.exec(first)?.[0];
  if (quote === undefined) return { value: lines[0]!.replace(/\s#.*$/, '').trim(), lines: 1 };
  const ours = lines.findIndex((line, index) => index > 0 && OUR_LINE.test(line));
  const reach = [first, ...lines.slice(1, ours < 0 ? undefined : ours)].join('\n');
  const end = reach.indexOf(quote, 1);
  if (end < 0) return { value: first, lines: 1, fault: 'unclosed' };
  const inside = reach.slice(1, end);
  const after = reach.slice(end + 1).split('\n', 1)[0]!;
  const value = quote === '"' ? inside.replaceAll('\\n', '\n') : inside;
  const isClean = /^\s*(?:#.*)?$/.test(after);
  return { value, lines: inside.split('\n').length, ...(!isClean && { fault: 'after-quote' as const }) };
}

/** A quote that is not closed before the next variable of ours swallows none of it. */
const OUR_LINE = /^\s*(?:export\s+)?NEWSLETTER_\w*\s*=/;
