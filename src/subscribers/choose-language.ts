/** The language that a recipient reads, of those that an issue is in; `sv-FI` and `SV` mean `sv`. Empty or another one means the issue's own. */
export function chooseLanguage<Language extends string>(
  fields: Readonly<Record<string, string>>,
  languages: readonly Language[],
  own: Language,
): Language {
  const written = (fields['language'] ?? '').toLowerCase().split(/[-_]/, 1)[0]!.trim();
  return languages.find((language) => language === written) ?? own;
}
