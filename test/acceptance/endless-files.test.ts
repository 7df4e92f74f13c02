import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runProgram } from '../support/run-program.ts';
import { SpawnedProgram } from '../support/spawn-program.ts';
import { CONFIG, ISSUE, makeWorkspace } from '../support/workspace.ts';

const ARCHIVE = 'archive: { url: https://uutiskirjeet.example.fi, missing: ignore }\n';

describe('what has no end is not waited for', () => {
  const SENT = '.newsletter/ledger.db';
  test.each([
    'newsletter.yaml',
    '.env',
    'issues/tammikuu.md',
    'issues/tammikuu.sv.md',
    'issues/tammikuu/kuva.png',
    'issues/events.json',
    'issues/tammikuu.sent.yaml',
    'articles/uutinen.md',
    'subscribers/jarjestot.csv',
    'dist/archive/.newsletter-archive.json',
    'dist/.cache/tammikuu.json',
    SENT,
    `${SENT}-wal`,
  ])('a pipe in the place of %s', async (path) => {
    const workspace = makeWorkspace({
      'newsletter.yaml': CONFIG + ARCHIVE,
      'issues/tammikuu.md': ISSUE.replace('Lisää tekstiä.', '![Kuva](kuva.png)'),
    });
    if (path.startsWith(SENT)) await runProgram(workspace.folder, ['subscribers', 'suppress', 'ei@example.org']);
    rmSync(workspace.path(path), { force: true });
    mkdirSync(dirname(workspace.path(path)), { recursive: true });
    spawnSync('mkfifo', [workspace.path(path)]);
    for (const argv of [['check'], ['build'], ['archive'], ['status'], ['send', 'tammikuu', '--dry-run']]) {
      const program = new SpawnedProgram(workspace.folder, argv);
      const late = setTimeout(() => program.kill('SIGKILL'), 30_000);
      const run = await program.ended;
      clearTimeout(late);
      expect([null, 70], argv.join(' ')).not.toContain(run.exitCode);
    }
  });
});
