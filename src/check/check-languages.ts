import { type Problem, problem } from '../problem/problem.ts';
import type { Subscriber } from '../subscribers/subscriber.ts';

/** Words in the column for languages that are no code of one, as `svenska`: whoever has them would get another language than was meant. */
export function checkLanguages(recipients: readonly Subscriber[]): Problem[] {
  const unclear = recipients.filter(({ fields }) => !/^(?:[a-z]{2}(?:[-_].*)?)?$/i.test(fields['language'] ?? ''));
  const [first] = unclear;
  if (!first) return [];
  const details = { language: first.fields['language']!, address: first.address, others: unclear.length - 1 };
  return [problem('list-language', details, first.place)];
}
