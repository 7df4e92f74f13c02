import type { Words } from './words.ts';

/** What says which language people speak here; asking the system for its locale takes a while and is done last. */
export interface Speaker {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly locale: string;
}

/** The words of the language that `NEWSLETTER_LANG` names, or else the system: Finnish where it is Finnish, English elsewhere. */
export async function loadWords(speaker: Speaker): Promise<Words> {
  const { env } = speaker;
  const chosen = env['NEWSLETTER_LANG'] || env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || speaker.locale;
  return /^fi\b|^fi_/i.test(chosen) ? (await import('./fi.ts')).fi : (await import('./en.ts')).en;
}
