import type { Correction } from '../issue/header/header-reader.ts';
import { type Problem, problem } from '../problem/problem.ts';

/** What was mailed: the hash of the text, and the day (ISO) on which it began. */
export interface SentText {
  readonly bodyHash: string;
  readonly since: string;
}

/** Whether the text is still the one that was mailed, or says itself what was put right since. */
export function checkSent(
  {
    bodyHash,
    corrections,
    file,
  }: { readonly bodyHash: string; readonly corrections: readonly Correction[]; readonly file: string },
  sent: SentText | undefined,
): Problem[] {
  const isTold = corrections.some(({ date }) => sent !== undefined && date >= sent.since);
  return !sent || sent.bodyHash === bodyHash || isTold ? [] : [problem('sent-differs', { since: sent.since }, { file })];
}
