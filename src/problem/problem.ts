import type { ProblemDetails } from './problem-details.ts';
import { type Severity, severityOf } from './severity.ts';

/** Where a problem is: `line` and `column` count from 1, as editors do. */
export interface Place {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
}

export type ProblemCode = keyof ProblemDetails;

/** Something wrong, as data. The sentence about it stands in `words/`, one for each code and language. */
export type Problem = { [Code in ProblemCode]: ProblemOf<Code> }[ProblemCode];

interface ProblemOf<Code extends ProblemCode> {
  readonly code: Code;
  readonly severity: Severity;
  readonly place?: Place;
  readonly details: ProblemDetails[Code];
}

/** The only way to make a problem: its severity comes from the one table. */
export function problem<Code extends ProblemCode>(code: Code, details: ProblemDetails[Code], place?: Place): Problem {
  const made: ProblemOf<Code> = { code, severity: severityOf(code), details, ...(place && { place }) };
  return made as Problem;
}

export function isError(candidate: Problem): boolean {
  return candidate.severity === 'error';
}

/** What a parser gives: every problem it met, and a value wherever one could still be made. */
export interface Parsed<T> {
  readonly value: T;
  readonly problems: readonly Problem[];
}
