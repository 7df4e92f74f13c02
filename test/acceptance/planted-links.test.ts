import { expect, test } from 'vitest';
import { contentsOf, copyOf, plantLink, touchedPaths } from '../support/planted-links.ts';
import { runProgram } from '../support/run-program.ts';
import { startReceiver } from '../support/smtp-receiver.ts';
import { CONFIG, ISSUE, makeWorkspace } from '../support/workspace.ts';

const FILES = {
  'newsletter.yaml': `${CONFIG}archive: { url: https://uutiskirjeet.example.fi }\n`,
  'issues/tammikuu.md': ISSUE.replace(
    'Lisää tekstiä.',
    '[Ohjelma](ohjelma.pdf)\n\n::: event\ntitle: Foorumi\nwhen: ti 15.2.2022 klo 15\n:::',
  ),
  'issues/tammikuu.sv.md': ISSUE.replace('title: Uutiskirje', 'title: Nyhetsbrev').replace('lang: fi\n', ''),
  'issues/tammikuu/ohjelma.pdf': '%PDF-1.4\n%%EOF\n',
  'articles/uutinen.md': '---\ntitle: Uutinen\ndate: 2022-01-26\n---\n\nTekstiä.\n',
  'subscribers/estot.csv': 'email\nei@example.org\n',
};

type Argv = readonly string[];

const COMMANDS: readonly (readonly [title: string, argv: Argv, before: readonly Argv[]])[] = [
  ['check', ['check'], []],
  ['build', ['build'], []],
  ['build again', ['build'], [['build']]],
  ['archive', ['archive'], []],
  ['archive again', ['archive'], [['archive']]],
  ['a dry run', ['send', 'tammikuu', '--dry-run'], []],
  ['a rehearsal', ['send', 'tammikuu', '--yes', '--outbox'], []],
  ['a rehearsal again', ['send', 'tammikuu', '--yes', '--outbox'], [['send', 'tammikuu', '--yes', '--outbox']]],
  ['a send', ['send', 'tammikuu', '--yes'], []],
  ['status', ['status', 'tammikuu', '--csv', 'tila.csv'], [['send', 'tammikuu', '--yes', '--outbox']]],
  ['suppressions', ['subscribers', 'suppress', 'ei@example.org'], []],
  ['dkim-key', ['dkim-key'], []],
];

test.each(COMMANDS)('%s writes to, renames and removes nothing that a link leads to', async (_, argv, before) => {
  const receiver = await startReceiver();
  const env = { NEWSLETTER_SMTP_URL: receiver.url, NEWSLETTER_SECRET: 'x'.repeat(32) };
  const stateFolder = copyOf(makeWorkspace().folder, 'state');
  const first = makeWorkspace(FILES);
  for (const each of before) await runProgram(first.folder, each, { env, stateFolder });
  const start = copyOf(first.folder, 'start');
  const paths = await touchedPaths(first.folder, argv, { ...env, XDG_STATE_HOME: stateFolder });
  expect(paths.length).toBeGreaterThan(3);
  const changed: string[] = [];
  for (const path of paths) {
    const workspace = copyOf(start, 'planted');
    const other = copyOf(first.folder, 'other');
    if (!plantLink(workspace, path, other)) continue;
    const was = contentsOf(other);
    await runProgram(workspace, argv, { env, stateFolder: copyOf(stateFolder, 'state') });
    const is = contentsOf(other);
    const names = new Set([...was.keys(), ...is.keys()]);
    changed.push(...[...names].filter((name) => was.get(name) !== is.get(name)).map((name) => `${path} → ${name}`));
  }
  expect(changed).toEqual([]);
});
