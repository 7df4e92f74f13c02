import { generateKeyPairSync } from 'node:crypto';
import { chmodSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { DkimConfig } from '../../src/config/config.ts';
import { parseConfig } from '../../src/config/parse-config.ts';
import type { Problem } from '../../src/problem/problem.ts';
import { dkimRecord } from '../../src/sign/dkim-record.ts';
import { loadDkimKeys } from '../../src/sign/load-dkim-keys.ts';
import { CONFIG, type TestWorkspace, makeWorkspace } from '../support/workspace.ts';

const PEM = { type: 'pkcs8', format: 'pem' } as const;
const RSA = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ED25519 = generateKeyPairSync('ed25519');
const rsa = RSA.privateKey.export(PEM).toString();
const ed25519 = ED25519.privateKey.export(PEM).toString();
const locked = { ...PEM, cipher: 'aes-256-cbc', passphrase: 'x' };

const DKIM = `dkim:
  domain: example.fi
  selector: s
  keyFile: avaimet/rsa.pem
  ed25519:
    selector: e
    keyFile: avaimet/ed25519.pem
`;

function configOf(text: string): DkimConfig {
  return parseConfig(CONFIG + text, 'newsletter.yaml', {}).value!.dkim!;
}

function workspaceWith(files: Readonly<Record<string, string>>, mode = 0o600): TestWorkspace {
  const workspace = makeWorkspace(files);
  for (const file of Object.keys(files)) chmodSync(workspace.path(file), mode);
  return workspace;
}

async function problemsWith(text: string, mode?: number): Promise<readonly Problem[]> {
  const workspace = workspaceWith({ 'avaimet/rsa.pem': text }, mode);
  const { value, problems } = await loadDkimKeys({ ...configOf(DKIM), ed25519: null }, workspace.folder);
  expect(value === undefined).toBe(problems.length > 0);
  return problems;
}

describe('keys', () => {
  test('are read from the workspace, RSA first', async () => {
    const { folder } = workspaceWith({ 'avaimet/rsa.pem': rsa, 'avaimet/ed25519.pem': ed25519 }, 0o400);
    const { value, problems } = await loadDkimKeys(configOf(DKIM), folder);
    expect(problems).toEqual([]);
    expect(value!.domain).toBe('example.fi');
    expect(value!.keys.map(({ algorithm, selector }) => [algorithm, selector])).toEqual([
      ['rsa-sha256', 's'],
      ['ed25519-sha256', 'e'],
    ]);
    expect(value!.keys[0]!.key.equals(RSA.privateKey)).toBe(true);
    expect(dkimRecord('example.fi', value!.keys[1]!).value).toBe(
      `v=DKIM1; k=ed25519; p=${ED25519.publicKey.export({ type: 'spki', format: 'der' }).subarray(12).toString('base64')}`,
    );
  });

  test('each have their problem, at the line that names them', async () => {
    const { folder } = workspaceWith({ 'avaimet/ed25519.pem': rsa });
    const { value, problems } = await loadDkimKeys(configOf(DKIM), folder);
    expect(value).toBeUndefined();
    expect(problems).toMatchObject([
      { code: 'dkim-key-unreadable', details: { reason: 'ENOENT' }, place: { file: 'newsletter.yaml', line: 12 } },
      { code: 'dkim-key-unusable', details: { fault: 'not-ed25519' }, place: { file: 'newsletter.yaml', line: 15 } },
    ]);
  });

  test.each([0o640, 0o604, 0o660, 0o644, 0o610, 0o601])('that others may touch are refused: %o', async (mode) => {
    expect(await problemsWith(rsa, mode)).toMatchObject([{ code: 'dkim-key-open', details: { file: 'avaimet/rsa.pem' } }]);
  });

  test('may stand in PEM of the older form, with lines ended as on Windows', async () => {
    expect(await problemsWith(RSA.privateKey.export({ type: 'pkcs1', format: 'pem' }).toString())).toEqual([]);
    expect(await problemsWith(rsa.replaceAll('\n', '\r\n'))).toEqual([]);
  });

  test.each([
    ['nothing', '', 'no-key'],
    ['text', 'salaisuus', 'no-key'],
    ['half a key', rsa.slice(0, 900), 'no-key'],
    ['a public key', RSA.publicKey.export({ type: 'spki', format: 'pem' }).toString(), 'no-key'],
    ['an encrypted key', RSA.privateKey.export(locked).toString(), 'encrypted'],
    ['an encrypted key of the older form', RSA.privateKey.export({ ...locked, type: 'pkcs1' }).toString(), 'encrypted'],
    ['an Ed25519 key', ed25519, 'not-rsa'],
    [
      'a key for RSASSA-PSS',
      generateKeyPairSync('rsa-pss', { modulusLength: 2048 }).privateKey.export(PEM).toString(),
      'not-rsa',
    ],
    ['a short key', generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey.export(PEM).toString(), 'length'],
  ])('%s is refused, and nothing of it is told', async (_name, text, fault) => {
    const problems = await problemsWith(text);
    expect(problems).toMatchObject([{ code: 'dkim-key-unusable', details: { fault } }]);
    for (const line of text.split('\n').filter((each) => each.length > 8)) expect(JSON.stringify(problems)).not.toContain(line);
  });
});

describe('dkim in newsletter.yaml', () => {
  const parse = (dkim: string, from = 'uutiskirje@example.fi') =>
    parseConfig(`${CONFIG.replace('uutiskirje@example.fi', from)}dkim: ${dkim}\n`, 'newsletter.yaml', {});

  test('is nothing where it is not written', () => {
    expect(parseConfig(CONFIG, 'newsletter.yaml', {}).value!.dkim).toBeNull();
  });

  test.each([
    ['example.fi', 'a@example.fi', 'example.fi'],
    ['Example.FI', 'a@example.fi', 'example.fi'],
    ['example.fi', 'a@posti.example.fi', 'example.fi'],
    ['posti.example.fi', 'a@example.fi', 'posti.example.fi'],
    ['järjestö.example.fi', 'a@järjestö.example.fi', 'xn--jrjest-bua3m.example.fi'],
  ])('domain %s goes with %s', (written, from, domain) => {
    expect(parse(`{ domain: ${written}, selector: s, keyFile: k }`, from)).toMatchObject({
      problems: [],
      value: { dkim: { domain } },
    });
  });

  test.each([
    ['example.org', 'a@example.fi'],
    ['ample.fi', 'a@example.fi'],
    ['a.example.fi', 'a@b.example.fi'],
  ])('domain %s does not go with %s', (written, from) => {
    const { value, problems } = parse(`{ domain: ${written}, selector: s, keyFile: k }`, from);
    expect(value).toBeUndefined();
    expect(problems).toMatchObject([
      { code: 'dkim-domain', place: { line: 9 }, details: { domain: written, from: from.slice(2) } },
    ]);
  });

  test.each([
    ['{ domain: fi, selector: s, keyFile: k }', 'dkim.domain', 'domain'],
    ['{ domain: example.fi/x, selector: s, keyFile: k }', 'dkim.domain', 'domain'],
    ['{ domain: example.fi, selector: "a b", keyFile: k }', 'dkim.selector', 'selector'],
    ['{ domain: example.fi, selector: a_b, keyFile: k }', 'dkim.selector', 'selector'],
    ['{ domain: example.fi, selector: a.-b, keyFile: k }', 'dkim.selector', 'selector'],
    [`{ domain: example.fi, selector: ${'a'.repeat(64)}, keyFile: k }`, 'dkim.selector', 'selector'],
    [`{ domain: example.fi, selector: ${'abcd.'.repeat(47)}a, keyFile: k }`, 'dkim.selector', 'selector'],
    [
      '{ domain: example.fi, selector: s, keyFile: k, ed25519: { selector: S, keyFile: l } }',
      'dkim.ed25519.selector',
      'other-selector',
    ],
  ])('%s is refused', (dkim, key, expected) => {
    expect(parse(dkim).problems).toMatchObject([{ code: 'config-value', place: { line: 9 }, details: { key, expected } }]);
  });

  test('a selector may have dots', () => {
    expect(parse('{ domain: example.fi, selector: v1.Kirje-2026, keyFile: k }').value!.dkim!.rsa.selector).toBe('v1.Kirje-2026');
  });
});
