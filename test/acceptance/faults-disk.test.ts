import { mkdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { FaultySend } from '../support/faulty-send.ts';
import { startFaulty } from '../support/faulty-server.ts';
import { jsonLines, problemsOf } from '../support/run-program.ts';
import { SmallDisk } from '../support/small-disk.ts';
import { CONFIG, ISSUE, listOf } from '../support/workspace.ts';

const NONE = { accepted: 0, deferred: 0, rejected: 0, unknown: 0, skipped: 0, queued: 0, attempting: 0 };

/** A send whose whole workspace lies on a small disk of its own. */
function putOnSmallDisk(send: FaultySend): SmallDisk {
  const disk = new SmallDisk(send.workspace.folder, '16m');
  send.workspace.write('newsletter.yaml', CONFIG);
  send.workspace.write('issues/tammikuu.md', ISSUE);
  send.workspace.write('subscribers/jarjestot.csv', listOf(send.recipients));
  return disk;
}

test.each([1, 3])(
  'the disk fills up in mid-send, with %i connections: it stops before the next message and says what to do; then send goes on',
  async (connections) => {
    let disk: SmallDisk | undefined;
    const server = await startFaulty(({ command }) => {
      if (command === '.' && server.accepted.length === 100) disk?.fill();
      return undefined;
    });
    const send = new FaultySend(server);
    disk = putOnSmallDisk(send);
    send.workspace.write('newsletter.yaml', CONFIG.replace('connections: 3', `connections: ${connections}`));
    const stopped = await send.run();
    const accepted = server.accepted.length;
    expect(accepted).toBeLessThan(200);
    expect([5, 75]).toContain(stopped.exitCode);
    const problems = problemsOf({ ...stopped, exitCode: stopped.exitCode! }, 'send');
    expect(problems).toMatchObject([{ code: 'ledger-write-failed' }]);
    expect(problems[0]!.message).toMatch(/Make room on the disk, then run send again/);
    expect(jsonLines(stopped).at(-1)).toMatchObject({ type: 'summary', ok: false });

    const full = await send.run();
    expect(full.exitCode, full.stdout).not.toBe(70);
    expect(full.exitCode).not.toBe(0);
    expect(server.accepted).toHaveLength(accepted);

    disk.free();
    const again = await send.run();
    const { counts } = await send.assertPromise(stopped);
    expect(counts).toEqual({ ...NONE, accepted: 200 - counts['unknown']!, unknown: counts['unknown'] });
    expect(again.exitCode, again.stdout).toBe(counts['unknown']! > 0 ? 5 : 0);
  },
);

test('a disk that is full from the start: nobody is mailed, and it says what is full; with room, everyone is', async () => {
  const server = await startFaulty();
  const send = new FaultySend(server);
  const disk = putOnSmallDisk(send);
  disk.fill();
  const refused = await send.newsletter('send', 'tammikuu', '--yes');
  expect(refused.exitCode, refused.stderr).toBe(4);
  expect(refused.stderr).toContain('the disk is full');
  expect(refused.stdout).toContain('Nothing was sent.');
  expect(server.count('CONNECT')).toBe(0);
  disk.free();
  const run = await send.run();
  expect(run.exitCode, run.stdout).toBe(0);
  expect((await send.assertPromise()).counts).toEqual({ ...NONE, accepted: 200 });
});

test('only dist/ is full: the report cannot be written, and the send is not hurt; build says the same in plain words', async () => {
  const server = await startFaulty();
  const send = new FaultySend(server);
  mkdirSync(send.workspace.path('dist'));
  new SmallDisk(send.workspace.path('dist'), '64k').fill();
  const run = await send.newsletter('send', 'tammikuu', '--yes');
  expect(run.exitCode, run.stderr).toBe(0);
  expect(run.stderr).toMatch(/The report dist\/tammikuu\/report\.txt could not be written \(the disk is full/);
  expect(run.stdout).toContain('Details: newsletter status tammikuu');
  expect((await send.assertPromise()).counts).toEqual({ ...NONE, accepted: 200 });

  const build = await send.newsletter('build', 'tammikuu');
  expect(build.exitCode).toBe(1);
  expect(build.stderr).toContain('dist/tammikuu/ cannot be written: the disk is full');
});
