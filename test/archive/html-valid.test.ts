import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ConfigData, HtmlValidate, StaticConfigLoader } from 'html-validate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ARCHIVES, type BuiltArchive, buildArchive } from '../support/built-archive.ts';

/** html-validate's recommended rules, and those for whole documents, but for what HTML allows and these pages are right to do. */
const WEB: ConfigData = {
  root: true,
  extends: ['html-validate:recommended', 'html-validate:document'],
  elements: ['html5'],
  rules: {
    // `<!doctype html>` and `<!DOCTYPE html>` are the same doctype.
    'doctype-style': 'off',
    // A hash protects from other sites' files, and these are the archive's own: the same hand writes both, and pages outlive a style sheet.
    'require-sri': ['error', { target: 'crossorigin' }],
    // A page is called what its newsletter is called, and the sender. HTML sets no limit.
    'long-title': 'off',
  },
};

describe.each(ARCHIVES)('the %s archive', (name) => {
  let archive: BuiltArchive;

  beforeAll(async () => {
    archive = await buildArchive(name);
  });

  afterAll(() => archive.remove());

  test('is valid HTML on every page', async () => {
    expect(archive.pages.length).toBeGreaterThan(15);
    const found = await Promise.all(
      archive.pages.map(async (page) =>
        (await findings(readFileSync(join(archive.folder, page), 'utf8'))).map((finding) => `${page}: ${finding}`),
      ),
    );
    expect(found.flat()).toEqual([]);
  });
});

test.each([
  ['an element that is not closed', '<main><p>a</main>', /no-implicit-close|close-order/],
  ['two elements of one name', '<p id="a">a</p><p id="a">b</p>', /no-dup-id/],
  ['a deprecated element', '<font color="red">a</font>', /deprecated/],
  ['a style that the pages’ policy forbids', '<p style="color: red">a</p>', /no-inline-style/],
  ['an image without words', '<img src="a.png">', /wcag\/h37/],
  ['a field without a label', '<input type="search">', /input-missing-label/],
])('%s is found', async (_, body, finding) => {
  const page = `<!doctype html>\n<html lang="fi"><head><title>Sivu</title></head><body>${body}</body></html>`;
  expect((await findings(page)).join('\n')).toMatch(finding);
});

/** What html-validate finds, each thing once. */
async function findings(html: string): Promise<string[]> {
  const report = await new HtmlValidate(new StaticConfigLoader(WEB)).validateString(html);
  const lines = html.split('\n');
  const messages = report.results.flatMap(({ messages }) => messages);
  const told = messages.map(
    ({ ruleId, message, line, column }) => `${ruleId}: ${message}: ${lines[line - 1]!.slice(column - 1, column + 79)}`,
  );
  return [...new Set(told)];
}
