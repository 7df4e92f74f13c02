import type { IssueLanguage } from '../../config/config.ts';

/** Words that grown-up readers read in a minute, quietly and with understanding (IReST; Trauzettel-Klosinski and Dietz, 2012). */
const WORDS_PER_MINUTE: Readonly<Record<IssueLanguage, number>> = { fi: 161, sv: 199, en: 228 };

/** How many words a text has, and how many whole minutes it takes to read it, at least one. */
export function readingTime(text: string, language: IssueLanguage): { readonly words: number; readonly minutes: number } {
  const words = text.replace(/https?:\/\/\S+/g, '').match(/[\p{L}\p{N}][\p{L}\p{N}'’.-]*/gu)?.length ?? 0;
  return { words, minutes: Math.max(1, Math.round(words / WORDS_PER_MINUTE[language])) };
}
