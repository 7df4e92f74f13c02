import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { filesOf, runArchive } from '../support/archive.ts';
import { problemsOf } from '../support/run-program.ts';
import { SmallDisk } from '../support/small-disk.ts';
import { SpawnedProgram, spawnProgram } from '../support/spawn-program.ts';
import { ARCHIVE_CONFIG, ARTICLE, archiveWorkspace } from '../support/archive.ts';
import { ISSUE, type TestWorkspace } from '../support/workspace.ts';

/** As many issues as it takes a moment to write. */
function issues(count: number, word: string, length = 200): Record<string, string> {
  const issue = (index: number): string =>
    ISSUE.replace('2022-01-26', `2021-${String((index % 12) + 1).padStart(2, '0')}-15`).replace(
      'Lisää tekstiä.',
      `${word} ${index}. `.repeat(length),
    );
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`issues/kirje-${index}.md`, issue(index)]));
}

/** Every file is either of the old archive or of the new one, and none is half of one. */
function expectWhole(workspace: TestWorkspace, ...states: readonly ReadonlyMap<string, string>[]): void {
  for (const [name, content] of filesOf(workspace)) {
    if (/^\.newsletter-(?:unfinished-|archive\.journal$)/.test(name)) continue;
    expect(
      states.some((state) => state.get(name) === content),
      name,
    ).toBe(true);
  }
}

test.each([0, 200_000])(
  'the disk fills up with %i octets left: it says so, no page is half of one, and with room again the archive is whole',
  async (room) => {
    const workspace = archiveWorkspace();
    const disk = new SmallDisk(workspace.folder, '24m');
    for (const [file, text] of Object.entries({
      'newsletter.yaml': ARCHIVE_CONFIG,
      ...issues(60, 'sana'),
      'articles/uutinen.md': ARTICLE,
    })) {
      workspace.write(file, text);
    }
    await runArchive(workspace);
    const before = filesOf(workspace);
    for (const [file, text] of Object.entries(issues(60, 'toinen', 500))) workspace.write(file, text);
    workspace.write('spare', Buffer.alloc(room));
    disk.fill();
    workspace.remove('spare');
    const full = await spawnProgram(workspace.folder, ['archive', '--json']);
    expect(full.exitCode, full.stdout).toBe(1);
    const problems = problemsOf({ ...full, exitCode: 1 }, 'archive');
    expect(problems).toMatchObject([{ code: 'file-unwritable' }]);
    expect(problems[0]!.details['reason']).toMatch(/^(?:ENOSPC|SQLITE_FULL)$/);
    expect(problems[0]!.message).toContain('dist/');
    const during = filesOf(workspace);
    disk.free();
    const again = await spawnProgram(workspace.folder, ['archive', '--json']);
    expect(again.exitCode, again.stdout).toBe(0);
    const after = filesOf(workspace);
    for (const [name, content] of during) expect([before.get(name), after.get(name)], name).toContain(content);
    expect(after.get('kirje-7/index.html')).toContain('toinen 7.');
  },
);

test('killed at any moment it leaves only whole pages, and the next run makes the archive whole and takes away what is gone', async () => {
  const workspace = archiveWorkspace(issues(40, 'sana'));
  await runArchive(workspace);
  const before = filesOf(workspace);
  for (const [file, text] of Object.entries(issues(40, 'toinen'))) workspace.write(file, text);
  workspace.remove('issues/kirje-3.md');
  const other = archiveWorkspace({ ...issues(40, 'toinen'), 'issues/kirje-3.md': null });
  await runArchive(other);
  const wanted = filesOf(other);
  for (let round = 0; round < 12; round++) {
    const run = new SpawnedProgram(workspace.folder, ['archive']);
    setTimeout(() => run.kill('SIGKILL'), 250 + round * 60);
    await run.ended;
    expectWhole(workspace, before, wanted);
  }
  expect((await spawnProgram(workspace.folder, ['archive'])).exitCode).toBe(0);
  expect(filesOf(workspace)).toEqual(wanted);
  expect(readdirSync(workspace.path('dist/archive')).filter((name) => /^\.newsletter-(?!archive\.json$)/.test(name))).toEqual([]);
});
