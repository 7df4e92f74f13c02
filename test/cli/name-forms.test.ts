import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { problemsOf, runProgram } from '../support/run-program.ts';
import { CONFIG, ISSUE, type TestWorkspace, listOf, makeWorkspace } from '../support/workspace.ts';
import { pngOf } from '../message/mailing.ts';
import { cpSync } from 'node:fs';

/** As editors write letters, and as a Mac stores names. */
const FORMS = [
  ['NFC', 'NFD'],
  ['NFD', 'NFC'],
  ['NFD', 'NFD'],
] as const;

const ARCHIVE = `${CONFIG}archive: { url: https://arkisto.example.fi/kirjeet, missing: ignore }\n`;

async function check(workspace: TestWorkspace, name = 'tammikuu'): Promise<unknown[]> {
  return problemsOf(await runProgram(workspace.folder, ['check', name, '--json']), 'check');
}

describe.each(FORMS)('written in %s and stored in %s', (written, stored) => {
  const say = (text: string): string => text.normalize(written);
  const store = (name: string): string => name.normalize(stored);

  test('an image and a linked file are found, in a folder of the folder too', async () => {
    const text = ISSUE.replace('Lisää tekstiä.', say('![Kuva](kesä/jäätelö.png)\n\n[Ohjelma](työpäivä.pdf)'));
    const workspace = makeWorkspace({
      'newsletter.yaml': ARCHIVE,
      'issues/tammikuu.md': text,
      [`issues/tammikuu/${store('kesä')}/${store('jäätelö')}.png`]: pngOf(9, 9, 9),
      [`issues/tammikuu/${store('työpäivä')}.pdf`]: 'x',
    });
    expect(await check(workspace)).toEqual([]);
    expect((await runProgram(workspace.folder, ['archive'])).exitCode).toBe(0);
    const names = readdirSync(workspace.path('dist/archive/tammikuu')).join(' ');
    expect(names).toMatch(/jaatelo-[0-9a-f]{8}\.png/);
    expect(names).toMatch(/tyopaiva-[0-9a-f]{8}\.pdf/);
  });

  test('a list’s file, a logo and a theme are found', async () => {
    const config = CONFIG.replace('subscribers/jarjestot.csv', 'tilaajat/järjestöt.csv').replace(
      'address: Katu 1',
      'address: Katu 1, logo: kuvat/merkkiä.png',
    );
    const workspace = makeWorkspace({
      'newsletter.yaml': say(`${config}themes: [{ from: 2020-01-01, theme: kesä }]\n`),
      'subscribers/jarjestot.csv': null,
      [`tilaajat/${store('järjestöt')}.csv`]: listOf(2),
      [`kuvat/${store('merkkiä')}.png`]: pngOf(9, 9, 9),
    });
    const theme = workspace.path(`templates/${store('kesä')}`);
    mkdirSync(workspace.path('templates'));
    cpSync(join(import.meta.dirname, '../../templates/selkea'), theme, { recursive: true });
    expect(await check(workspace)).toEqual([]);
    const run = await runProgram(workspace.folder, ['send', 'tammikuu', '--dry-run', '--json']);
    expect(run.stdout).toContain('"due":2');
  });

  test('a ledger stays the one that was begun', async () => {
    const workspace = makeWorkspace({ 'newsletter.yaml': say(`${CONFIG}ledger: kirjanpitö/sähke.db\n`) });
    mkdirSync(workspace.path(store('kirjanpitö')));
    await runProgram(workspace.folder, ['subscribers', 'suppress', 'jarjesto0@example.org']);
    expect(readdirSync(workspace.folder).filter((name) => name.startsWith('kirjanpit'))).toEqual([store('kirjanpitö')]);
    expect(existsSync(workspace.path(`${store('kirjanpitö')}/${'sähke.db'.normalize('NFC')}`))).toBe(true);
  });

  test('an issue is found by its path, and told the same name', async () => {
    const workspace = makeWorkspace({ [`issues/${store('järvi')}.md`]: ISSUE, [`issues/${store('järvi')}.sv.md`]: ISSUE });
    for (const name of [say('järvi'), say('issues/järvi.md')])
      expect(await check(workspace, name)).toMatchObject([
        { code: 'issue-slug', details: { slug: 'järvi'.normalize('NFC'), suggestion: 'jarvi', taken: null } },
      ]);
    const all = problemsOf(await runProgram(workspace.folder, ['check', '--json']), 'check');
    expect(all.map(({ code }) => code)).toEqual(['issue-slug']);
  });

  test('what is outside the folder stays there', async () => {
    const workspace = makeWorkspace({
      'issues/tammikuu.md': ISSUE.replace('Lisää tekstiä.', say('![Kuva](../../säilö/kuvä.png)')),
      'issues/tammikuu/oma.png': pngOf(9, 9, 9),
      [`${store('säilö')}/${store('kuvä')}.png`]: pngOf(9, 9, 9),
    });
    expect(await check(workspace)).toMatchObject([{ code: 'image-outside' }]);
  });
});

test('an issue in either form comes to the same message', async () => {
  const text = ISSUE.replace('Lisää tekstiä.', 'Hyvää yötä, Åsa!\n\n![Jäätelö](jäätelö.png)');
  const built = await Promise.all(
    (['NFC', 'NFD'] as const).map(async (form) => {
      const workspace = makeWorkspace({
        'issues/tammikuu.md': text.normalize(form),
        [`issues/tammikuu/${'jäätelö.png'.normalize(form)}`]: pngOf(9, 9, 9),
      });
      expect((await runProgram(workspace.folder, ['build', 'tammikuu'])).exitCode).toBe(0);
      return workspace.read('dist/tammikuu/email.eml');
    }),
  );
  expect(built[1]).toBe(built[0]);
});

test('problems are where an editor shows them, in whichever form the text is stored', async () => {
  const line = 'Hyvää yötä ja päivää: {{järjestö}}';
  for (const form of ['NFC', 'NFD'] as const) {
    const text = ISSUE.replace('Lisää tekstiä.', line).normalize(form);
    const workspace = makeWorkspace({ 'issues/tammikuu.md': text });
    expect(await check(workspace)).toMatchObject([
      { code: 'hole-unknown', line: 17, column: line.normalize(form).indexOf('{{') + 1 },
    ]);
  }
});

test('names that differ in more than their form are not one', async () => {
  const workspace = makeWorkspace({
    'issues/tammikuu.md': ISSUE.replace('Lisää tekstiä.', '![Kuva](jäätelö.png)'),
    'issues/tammikuu/jaatelo.png': pngOf(9, 9, 9),
  });
  expect(await check(workspace)).toMatchObject([{ code: 'image-not-found' }]);
});
