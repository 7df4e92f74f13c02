import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ARCHIVES, type BuiltArchive, buildArchive } from '../support/built-archive.ts';
import { PUBLISHED, findInvalid } from '../support/page-validity.ts';

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
        (await findInvalid(readFileSync(join(archive.folder, page), 'utf8'), PUBLISHED)).map((finding) => `${page}: ${finding}`),
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
  expect((await findInvalid(page, PUBLISHED)).join('\n')).toMatch(finding);
});
