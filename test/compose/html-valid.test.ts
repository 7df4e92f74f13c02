import { readdirSync } from 'node:fs';
import { type ConfigData, HtmlValidate, StaticConfigLoader } from 'html-validate';
import { describe, expect, test } from 'vitest';
import { buildEmail, ISSUES, THEMES } from '../support/built-email.ts';
import { asOutlookReads } from '../support/conditional-comments.ts';

/** Attributes that HTML calls deprecated: Outlook with Word's engine lays tables out by them, and Gmail finds an anchor by its name. */
const FOR_OLD_CLIENTS: Readonly<Record<string, readonly string[]>> = {
  table: ['align', 'bgcolor', 'border', 'cellpadding', 'cellspacing', 'width'],
  tr: ['align', 'bgcolor', 'valign'],
  a: ['name'],
  td: ['align', 'bgcolor', 'height', 'valign', 'width'],
  th: ['align', 'bgcolor', 'height', 'valign', 'width'],
};

/** html-validate's recommended rules, and those for whole documents, but for what an e-mail cannot do without. */
const EMAIL: ConfigData = {
  root: true,
  extends: ['html-validate:recommended', 'html-validate:document'],
  elements: ['html5', Object.fromEntries(Object.entries(FOR_OLD_CLIENTS).map(([element, names]) => [element, allow(names)]))],
  rules: {
    // Gmail's apps with an account of another provider, and forwarded mail, keep no <style>: the look stands in each element.
    'no-inline-style': 'off',
    // They hold the tables that Outlook on Windows needs, and keep from it what it cannot read.
    'no-conditional-comment': 'off',
    // MJML writes `<!doctype html>`; both spellings are the same doctype.
    'doctype-style': 'off',
    // <article> is stripped by Gmail and unknown to Outlook on Windows; the role on a <div> reaches screen readers in both.
    'prefer-native-element': ['error', { exclude: ['article'] }],
  },
};

/** The same for what Outlook on Windows reads: Office's settings as XML, and tables around the columns, without tbody. */
const OUTLOOK: ConfigData = {
  ...EMAIL,
  rules: {
    ...EMAIL.rules,
    'element-case': 'off',
    'element-name': ['error', { whitelist: ['xml'] }],
    'prefer-tbody': 'off',
  },
};

test('every built-in theme is looked at', () => {
  const entries = readdirSync(new URL('../../templates', import.meta.url), { withFileTypes: true });
  expect(entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).toSorted()).toEqual(THEMES.toSorted());
});

describe.each(THEMES)('the HTML of theme %s is valid', (theme) => {
  test.each(ISSUES)('%s, as mail readers with a browser’s engine see it', async (slug) => {
    expect(await findings((await buildEmail(slug, theme)).html, EMAIL)).toEqual([]);
  });

  test.each(ISSUES)('%s, as Outlook on Windows sees it', async (slug) => {
    expect(await findings(asOutlookReads((await buildEmail(slug, theme)).html), OUTLOOK)).toEqual([]);
  });
});

test.each([
  ['a table that is not closed', '<table role="presentation"><tbody><tr><td></td></tr></tbody>', /close-order/],
  ['two elements of one name', '<p id="a">a</p><p id="a">b</p>', /no-dup-id/],
  ['a deprecated element', '<font color="red">a</font>', /deprecated.*<font>/],
  ['a deprecated attribute that Outlook does not need', '<p align="left">a</p>', /no-deprecated-attr.*<p>/],
  ['an image without words', '<img src="a.png">', /wcag\/h37/],
])('%s is found', async (_, body, finding) => {
  const page = `<!doctype html>\n<html lang="fi"><head><title>Kirje</title></head><body>${body}</body></html>`;
  expect((await findings(page, EMAIL)).join('\n')).toMatch(finding);
});

/** What html-validate finds, each thing once. */
async function findings(html: string, config: ConfigData): Promise<string[]> {
  const report = await new HtmlValidate(new StaticConfigLoader(config)).validateString(html);
  const lines = html.split('\n');
  const messages = report.results.flatMap(({ messages }) => messages);
  return [
    ...new Set(
      messages.map(
        ({ ruleId, message, line, column }) => `${ruleId}: ${message}: ${lines[line - 1]!.slice(column - 1, column + 79)}`,
      ),
    ),
  ];
}

function allow(names: readonly string[]): { attributes: Record<string, { deprecated: false }> } {
  return { attributes: Object.fromEntries(names.map((name) => [name, { deprecated: false }])) };
}
