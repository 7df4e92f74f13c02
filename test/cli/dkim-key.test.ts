import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { chmodSync, readdirSync, statSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../src/config/parse-config.ts';
import { problemsOf, realClock, runProgram } from '../support/run-program.ts';
import { CONFIG, type TestWorkspace, makeWorkspace } from '../support/workspace.ts';

const DKIM = 'dkim: { domain: example.fi, selector: kirje, keyFile: avaimet/kirje.pem }\n';
const options = { clock: { ...realClock, now: () => new Date('2026-03-01T09:00:00Z') } };

interface Told {
  readonly created: boolean;
  readonly algorithm: string;
  readonly domain: string;
  readonly selector: string;
  readonly file: string;
  readonly record: { readonly type: string; readonly name: string; readonly value: string; readonly zone: string };
  readonly configuration: string | null;
}

async function told(workspace: TestWorkspace, ...argv: string[]): Promise<Told> {
  const run = await runProgram(workspace.folder, ['dkim-key', ...argv, '--json'], options);
  expect(run.exitCode, run.stdout).toBe(0);
  return (JSON.parse(run.stdout) as { data: Told }).data;
}

async function refused(workspace: TestWorkspace, argv: string[], exitCode: number): Promise<{ code: string; details: object }> {
  const run = await runProgram(workspace.folder, ['dkim-key', ...argv, '--json'], options);
  expect(run.exitCode, run.stdout).toBe(exitCode);
  expect(run.stdout + run.stderr).not.toMatch(/PRIVATE KEY-----\n|MII|MC4/);
  return problemsOf(run, 'dkim-key')[0]!;
}

function publicPart(workspace: TestWorkspace, file: string): Buffer {
  return createPublicKey(workspace.read(file)).export({ type: 'spki', format: 'der' });
}

describe('newsletter dkim-key', () => {
  test('makes an RSA key for its owner alone, and tells what to publish and to configure', async () => {
    const workspace = makeWorkspace();
    const file = '.newsletter/dkim-newsletter2026.pem';
    const run = await runProgram(workspace.folder, ['dkim-key'], options);
    expect(run).toMatchObject({ exitCode: 0, stderr: '' });
    expect(run.stdout).toContain(`Made a key: ${file}.`);
    const p = publicPart(workspace, file).toString('base64');
    expect(run.stdout).toContain(`\nName:\nnewsletter2026._domainkey.example.fi\n\nValue:\nv=DKIM1; k=rsa; p=${p}\n`);
    expect(run.stdout).not.toContain('PRIVATE');
    const key = createPrivateKey(workspace.read(file));
    expect(key.asymmetricKeyDetails).toMatchObject({ modulusLength: 2048, publicExponent: 65537n });
    expect(workspace.read(file)).toMatch(/^-----BEGIN PRIVATE KEY-----\n/);
    expect(statSync(workspace.path(file)).mode & 0o777).toBe(0o600);
    expect(statSync(workspace.path('.newsletter')).mode & 0o777).toBe(0o700);
    expect(readdirSync(workspace.path('.newsletter'))).toEqual(['dkim-newsletter2026.pem']);
    const [, lines] = run.stdout.split('let newsletter.yaml say:\n\n');
    expect(parseConfig(CONFIG + lines!, 'newsletter.yaml', {})).toMatchObject({
      problems: [],
      value: { dkim: { domain: 'example.fi', rsa: { selector: 'newsletter2026', file }, ed25519: null } },
    });
  });

  test('writes the record for a zone file in strings of at most 255 octets, which are the value', async () => {
    const { record } = await told(makeWorkspace());
    const [, start, strings] = /^(.*?) IN TXT \( (.*) \)$/.exec(record.zone)!;
    expect(start).toBe(`${record.name}.`);
    const parts = [...strings!.matchAll(/"([^"]*)"/g)].map((match) => match[1]!);
    expect(parts.length).toBeGreaterThan(1);
    expect(Math.max(...parts.map((part) => part.length))).toBeLessThanOrEqual(255);
    expect(parts.join('')).toBe(record.value);
  });

  test('makes nothing where a key is, and tells its record again', async () => {
    const workspace = makeWorkspace();
    const first = await told(workspace);
    const before = workspace.read(first.file);
    expect(first.created).toBe(true);
    expect(await told(workspace)).toEqual({ ...first, created: false });
    expect(workspace.read(first.file)).toBe(before);
    const run = await runProgram(workspace.folder, ['dkim-key'], options);
    expect(run.stdout).toContain('The key is there already, and nothing was made');
    expect(run.stdout).toContain(first.record.value);
  });

  test('of several at once one makes the key, and all tell its record', async () => {
    const workspace = makeWorkspace();
    const all = await Promise.all([told(workspace), told(workspace), told(workspace)]);
    expect(new Set(all.map(({ record }) => record.value)).size).toBe(1);
    expect(readdirSync(workspace.path('.newsletter'))).toEqual(['dkim-newsletter2026.pem']);
  });

  test('makes the key that newsletter.yaml names, which then needs no more lines', async () => {
    const workspace = makeWorkspace({ 'newsletter.yaml': CONFIG + DKIM });
    expect(await told(workspace)).toMatchObject({
      created: true,
      selector: 'kirje',
      file: 'avaimet/kirje.pem',
      record: { type: 'TXT', name: 'kirje._domainkey.example.fi' },
      configuration: null,
    });
    expect((await runProgram(workspace.folder, ['dkim-key'], options)).stdout).toMatch(/\nnewsletter\.yaml names this key\.\n$/);
  });

  test('of another selector it makes the next key beside the one in use, and says what to change over to', async () => {
    const workspace = makeWorkspace({ 'newsletter.yaml': CONFIG + DKIM });
    const old = await told(workspace);
    const next = await told(workspace, '--selector', '2027');
    expect(next).toMatchObject({ created: true, selector: '2027', file: '.newsletter/dkim-2027.pem', domain: 'example.fi' });
    expect(next.record.value).not.toBe(old.record.value);
    expect(next.configuration).toBe('dkim:\n  domain: example.fi\n  selector: "2027"\n  keyFile: .newsletter/dkim-2027.pem');
  });

  test('makes an Ed25519 key, whose record is its 32 octets, beside an RSA key', async () => {
    const workspace = makeWorkspace({ 'newsletter.yaml': CONFIG + DKIM });
    const made = await told(workspace, '--ed25519');
    expect(made).toMatchObject({ algorithm: 'ed25519-sha256', selector: 'newsletter2026e' });
    const raw = publicPart(workspace, made.file).subarray(-32);
    expect(made.record.value).toBe(`v=DKIM1; k=ed25519; p=${raw.toString('base64')}`);
    const { value } = parseConfig(`${CONFIG}${made.configuration}\n`, 'newsletter.yaml', {});
    expect(value?.dkim).toMatchObject({
      rsa: { selector: 'kirje', file: 'avaimet/kirje.pem' },
      ed25519: { selector: 'newsletter2026e', file: made.file },
    });
    workspace.write('newsletter.yaml', `${CONFIG}${made.configuration}\n`);
    expect(await told(workspace, '--ed25519')).toEqual({ ...made, created: false, configuration: null });
  });

  test('says that an Ed25519 key alone is too little', async () => {
    const workspace = makeWorkspace();
    const run = await runProgram(workspace.folder, ['dkim-key', '--ed25519'], options);
    expect(run.stdout).toContain('beside an RSA key only');
    expect((await told(workspace, '--ed25519')).configuration).toBeNull();
  });

  test('signs for a domain above or below that of From, in A-labels, and for no other', async () => {
    const workspace = makeWorkspace({
      'newsletter.yaml': CONFIG.replace('uutiskirje@example.fi', 'uutiskirje@posti.järjestö.example.fi'),
    });
    expect(await told(workspace, '--domain', 'Järjestö.example.fi')).toMatchObject({ domain: 'xn--jrjest-bua3m.example.fi' });
    expect(await refused(workspace, ['--domain', 'example.org'], 2)).toMatchObject({
      code: 'dkim-domain',
      details: { domain: 'example.org', from: 'posti.xn--jrjest-bua3m.example.fi' },
    });
  });

  test.each([
    ['--selector', 'a b'],
    ['--selector', '../x'],
    ['--selector', 'a..b'],
    ['--domain', 'fi'],
    ['--domain', 'example.fi/x'],
    ['--selector', 'uusi'],
  ])('%s %s is refused', async (name, value) => {
    const ed25519 = DKIM.replace(' }', ', ed25519: { selector: Uusi, keyFile: k } }');
    const workspace = makeWorkspace({ 'newsletter.yaml': CONFIG + ed25519 });
    const problem = await refused(workspace, [name, value], 2);
    expect(problem).toMatchObject({ code: 'usage', details: { fault: 'invalid-value', name, value } });
    expect(workspace.has('.newsletter')).toBe(false);
  });

  test.each([
    ['rsa', 1024, 'length'],
    ['ed25519', 0, 'not-rsa'],
  ])('leaves a file alone that holds an unfit key: %s %i', async (kind, modulusLength, fault) => {
    const pem = kind === 'rsa' ? generateKeyPairSync('rsa', { modulusLength }) : generateKeyPairSync('ed25519');
    const text = pem.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const workspace = makeWorkspace({ 'newsletter.yaml': CONFIG + DKIM, 'avaimet/kirje.pem': text });
    chmodSync(workspace.path('avaimet/kirje.pem'), 0o400);
    expect(await refused(workspace, [], 4)).toMatchObject({ code: 'dkim-key-unusable', details: { fault } });
    expect(workspace.read('avaimet/kirje.pem')).toBe(text);
  });

  test('tells when it cannot write', async () => {
    const workspace = makeWorkspace({ '.newsletter': 'in the way' });
    expect(await refused(workspace, [], 4)).toMatchObject({
      code: 'file-unwritable',
      details: { file: '.newsletter/dkim-newsletter2026.pem' },
    });
  });

  test.each(['en', 'fi', 'sv'])('has help with an example in %s', async (language) => {
    const { folder } = makeWorkspace();
    const run = await runProgram(folder, ['dkim-key', '--help'], { env: { NEWSLETTER_LANG: language } });
    expect(run.exitCode).toBe(0);
    expect(run.stdout).toMatch(/\n {2}newsletter dkim-key --selector newsletter2027 /);
  });
});
