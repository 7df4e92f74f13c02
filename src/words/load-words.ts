import type { Words } from './words.ts';

/** The words of the language that `NEWSLETTER_LANG` names, or else the system: Finnish where it is Finnish, English elsewhere. */
export async function loadWords(env: Readonly<Record<string, string | undefined>>, locale: string): Promise<Words> {
  const chosen = env['NEWSLETTER_LANG'] || env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || locale;
  return /^fi\b|^fi_/i.test(chosen) ? (await import('./fi.ts')).fi : (await import('./en.ts')).en;
}
