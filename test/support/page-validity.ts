import { type ConfigData, HtmlValidate, StaticConfigLoader } from 'html-validate';

/** html-validate's recommended rules, and those for whole documents, but for what HTML allows and pages of ours are right to do. */
export const PUBLISHED: ConfigData = {
  root: true,
  extends: ['html-validate:recommended', 'html-validate:document'],
  elements: ['html5'],
  rules: {
    // `<!doctype html>` and `<!DOCTYPE html>` are the same doctype.
    'doctype-style': 'off',
    // A hash protects from other sites' files, and these come from where the page comes from.
    'require-sri': ['error', { target: 'crossorigin' }],
    // A page is called what its newsletter is called. HTML sets no limit.
    'long-title': 'off',
  },
};

/** The same for pages that are made for one look. */
export const PAGES: ConfigData = {
  ...PUBLISHED,
  rules: {
    ...PUBLISHED.rules,
    // `<meta />` and `<meta>` are the same element.
    'void-style': 'off',
    // How the source is set out shows to nobody.
    'no-trailing-whitespace': 'off',
    // HTML lets every list have a name.
    'aria-label-misuse': ['error', { allowAnyNamable: true }],
  },
};

/** What html-validate finds, each thing once. */
export async function findInvalid(html: string, config: ConfigData): Promise<string[]> {
  const report = await new HtmlValidate(new StaticConfigLoader(config)).validateString(html);
  const lines = html.split('\n');
  const messages = report.results.flatMap(({ messages }) => messages);
  const told = messages.map(
    ({ ruleId, message, line, column }) => `${ruleId}: ${message}: ${lines[line - 1]!.slice(column - 1, column + 79)}`,
  );
  return [...new Set(told)];
}
