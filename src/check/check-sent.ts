import type { Correction } from '../issue/header/header-reader.ts';
import { type Problem, problem } from '../problem/problem.ts';

/** A text that was mailed, by the name of its issue and the hashes of all texts that went out under that name. */
export interface SentBody {
  readonly slug: string;
  readonly bodyHash: string;
  readonly earlierBodies: readonly string[];
}

/** Whether the same text was mailed already under another name: everyone would get it again. */
export function checkSentBefore({ slug, bodyHash }: Pick<SentBody, 'slug' | 'bodyHash'>, sent: Iterable<SentBody>): Problem[] {
  for (const other of sent) {
    const isSame = other.slug !== slug && [other.bodyHash, ...other.earlierBodies].includes(bodyHash);
    if (isSame) return [problem('content-sent-before', { slug: other.slug })];
  }
  return [];
}

/** What was mailed: the hash of the text in the issue's own language and in others, as far as they are known, and the day (ISO) it began. */
export interface SentText {
  readonly bodyHash: string;
  readonly variants: Readonly<Record<string, string>>;
  readonly since: string;
}

/** A text of an issue in one language; `own` is the issue's. */
interface Edition {
  readonly bodyHash: string;
  readonly language: string;
  readonly own: string;
  readonly corrections: readonly Correction[];
  readonly file: string;
}

/** Whether the text is still the one that was mailed, or says itself what was put right since. */
export function checkSent({ bodyHash, language, own, corrections, file }: Edition, sent: SentText | undefined): Problem[] {
  const mailed = language === own ? sent?.bodyHash : sent?.variants[language];
  if (!sent || mailed === undefined || mailed === bodyHash) return [];
  const isTold = corrections.some(({ date }) => date >= sent.since);
  return isTold ? [] : [problem('sent-differs', { since: sent.since }, { file })];
}
