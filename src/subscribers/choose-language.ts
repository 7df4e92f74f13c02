import { readLanguage } from './read-language.ts';

/** The language that a recipient reads, of those that an issue is in; `sv-FI`, `SV` and `ruotsi` mean `sv`. Empty or another one means the issue's own. */
export function chooseLanguage<Language extends string>(
  fields: Readonly<Record<string, string>>,
  languages: readonly Language[],
  own: Language,
): Language {
  const wanted = readLanguage(fields['language'] ?? '');
  return languages.find((language) => language === wanted) ?? own;
}
