import { ISSUE_LANGUAGES, type IssueLanguage } from '../config/config.ts';
import type { PreviewWords } from './preview-words.ts';
import type { Words } from './words.ts';

/** What says which language people speak here; asking the system for its locale takes a while and is done last. */
export interface Speaker {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly locale: string;
}

/** The words of the language that `NEWSLETTER_LANG` names, or else the system: Finnish or Swedish where it is that, English elsewhere. */
export function loadWords(speaker: Speaker): Promise<Words> {
  const { env } = speaker;
  const chosen = env['NEWSLETTER_LANG'] || env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || speaker.locale;
  return wordsIn(languageOf(chosen));
}

/** The words of a language, and of no other: a catalogue is loaded when it is asked for. */
export async function wordsIn(language: IssueLanguage): Promise<Words> {
  switch (language) {
    case 'fi':
      return (await import('./fi.ts')).fi;
    case 'sv':
      return (await import('./sv.ts')).sv;
    case 'en':
      return (await import('./en.ts')).en;
  }
}

/** The words of the preview's pages in a language. */
export async function previewWordsIn(language: IssueLanguage): Promise<PreviewWords> {
  switch (language) {
    case 'fi':
      return (await import('./preview/fi.ts')).previewFi;
    case 'sv':
      return (await import('./preview/sv.ts')).previewSv;
    case 'en':
      return (await import('./preview/en.ts')).previewEn;
  }
}

/** Of `sv`, `sv-SE`, `sv_FI.UTF-8`; English where it is none that we speak. */
function languageOf(locale: string): IssueLanguage {
  const named = /^[a-z]+/.exec(locale.toLowerCase())?.[0];
  return ISSUE_LANGUAGES.find((language) => language === named) ?? 'en';
}
