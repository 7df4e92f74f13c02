/** The theme that comes with the product, for a workspace that names none. */
const DEFAULT_THEME = 'selkea';

/** The theme of an issue: its own, or the last one in `newsletter.yaml` that began on or before the issue's date (the first of all for an older issue). */
export function chooseTheme(
  named: string | null,
  issueDate: string,
  themes: readonly { readonly from: string; readonly theme: string }[],
): string {
  if (named !== null) return named;
  const begun = themes.filter(({ from }) => issueDate === '' || from <= issueDate);
  return (begun.at(-1) ?? themes[0])?.theme ?? DEFAULT_THEME;
}
