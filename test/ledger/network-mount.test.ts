import { expect, test } from 'vitest';
import { networkMountOf } from '../../src/ledger/network-mount.ts';
import { problemsOf, runProgram } from '../support/run-program.ts';
import { startReceiver } from '../support/smtp-receiver.ts';
import { CONFIG, makeWorkspace } from '../support/workspace.ts';

const mounts = (...rows: [point: string, kind: string][]): string =>
  rows.map(([point, kind], index) => `${30 + index} 1 0:50 / ${point} rw,noatime shared:1 - ${kind} source rw`).join('\n');

test.each([
  ['nfs4', 'nfs4'],
  ['cifs', 'cifs'],
  ['fuse.sshfs', 'fuse.sshfs'],
  ['ext4', null],
  ['fuse.gocryptfs', null],
  ['overlay', null],
])('a path on %s', (kind, found) => {
  expect(networkMountOf('/srv/jaettu/ledger.db', mounts(['/', 'ext4'], ['/srv/jaettu', kind]))).toBe(found);
});

test('the nearest mount decides, and of several on one folder the last', () => {
  expect(networkMountOf('/srv/oma/x', mounts(['/', 'nfs4'], ['/srv/oma', 'ext4'], ['/srv/omat', 'nfs4']))).toBeNull();
  expect(networkMountOf('/srv/oma/x', mounts(['/', 'ext4'], ['/srv/oma', 'ext4'], ['/srv/oma', 'nfs4']))).toBe('nfs4');
});

test('a mount with a space in its name, and a link to it', () => {
  const workspace = makeWorkspace({ 'Yhteinen levy/x': '' });
  const point = workspace.path('Yhteinen levy').replaceAll(' ', String.raw`\040`);
  expect(networkMountOf(workspace.path('Yhteinen levy/.newsletter/ledger.db'), mounts(['/', 'ext4'], [point, 'cifs']))).toBe(
    'cifs',
  );
});

test('no table of mounts tells nothing', () => {
  expect(networkMountOf('/srv/x', '')).toBeNull();
});

test('a send from a shared drive is refused until the ledger lies on a disk of this machine; a rehearsal is not', async () => {
  const receiver = await startReceiver();
  const workspace = makeWorkspace();
  const own = makeWorkspace();
  const table = mounts(['/', 'ext4'], [workspace.folder, 'cifs']);
  const options = { env: { NEWSLETTER_SMTP_URL: receiver.url }, mounts: table };
  const send = ['send', 'tammikuu', '--yes', '--json'];
  const refused = await runProgram(workspace.folder, send, options);
  expect(refused.exitCode).toBe(4);
  expect(problemsOf(refused, 'send')).toMatchObject([{ code: 'ledger-on-network', details: { kind: 'cifs' } }]);
  expect((await runProgram(workspace.folder, ['subscribers', 'suppress', 'a@example.org'], options)).exitCode).toBe(4);
  expect(receiver.tried).toEqual([]);
  expect((await runProgram(workspace.folder, [...send, '--outbox'], options)).exitCode).toBe(0);
  workspace.write('newsletter.yaml', `${CONFIG}ledger: ${own.path('kirjanpito.db')}\n`);
  expect((await runProgram(workspace.folder, send, options)).exitCode).toBe(0);
  expect(own.has('kirjanpito.db')).toBe(true);
  expect(receiver.accepted).toHaveLength(5);
});
