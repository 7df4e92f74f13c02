import { expect, test } from 'vitest';
import { rawMailViolations } from '../support/raw-mail-rules.ts';
import { AINO, ENDPOINT, FULL, MINIMAL, type Mailing, mailed } from './mailing.ts';
import { hrefsOf } from './read-message.ts';

const TESTER = 'testaaja@example.org';
const TEST = ['--test', TESTER];

test.each([
  ['the least configuration', MINIMAL],
  ['every setting', FULL],
])('a test copy with %s keeps every rule of a message, and says what it is', async (_, config) => {
  const { copies, receiver } = await mailed(config, { argv: TEST });
  const copy = copies.get(TESTER)!;
  expect(receiver.messages).toHaveLength(1);
  expect(rawMailViolations(copy.raw)).toEqual([]);
  expect(copy.words('Subject')).toMatch(/^TEST: Hei hyvä lukija: tammikuun kirje/);
  expect(copy.header('To')).toBe(TESTER);
  expect(copy.header('Message-ID')).toMatch(/^<[A-Za-z0-9._-]{20,}@example\.fi>$/);
});

test('a test copy names nobody in envelope and unsubscribe links, and promises no click', async () => {
  const copy = (await mailed(FULL, { argv: TEST })).copies.get(TESTER)!;
  expect(copy.mail).toBe('MAIL FROM:<palautuneet@example.fi>');
  expect(copy.header('List-Unsubscribe')).toBe('<mailto:poistu@example.fi?subject=unsubscribe%20jarjestot>');
  expect(copy.headers.has('list-unsubscribe-post')).toBe(false);
  expect(hrefsOf(copy.html).filter((href) => href.startsWith(`${ENDPOINT}/`))).toEqual([]);
});

test('a test copy has a Message-ID of its own, every time, which no real copy has', async () => {
  const { send, receiver, copies } = await mailed(MINIMAL, {
    argv: TEST,
    files: { 'subscribers/jarjestot.csv': `email,name,organisation\n${TESTER},Tero Testaaja,Testiyhdistys\n` },
  });
  const ids = [copies.get(TESTER)!.header('Message-ID')];
  for (const argv of [TEST, ['--yes']]) {
    expect((await send('tammikuu', argv)).exitCode).toBe(0);
    ids.push(idOf(receiver));
  }
  expect(new Set(ids).size).toBe(3);
});

test('a test copy has no subscriber’s data, not even that of whom it is for', async () => {
  const list = `email,name,organisation\n${TESTER},Tero Testaaja,Testiyhdistys\n${AINO},Aino Esimerkki,Pöytyän Martat\n`;
  for (const config of [MINIMAL, FULL]) {
    const { copies } = await mailed(config, { argv: TEST, files: { 'subscribers/jarjestot.csv': list } });
    const copy = copies.get(TESTER)!;
    const whole = [copy.raw.toString('utf8'), copy.words('Subject'), copy.text, copy.html].join('\n');
    expect(whole).not.toMatch(/Tero|Testiyhdistys|Aino|Martat/);
    expect(copy.text).toContain('Hei hyvä lukija!');
    expect(copy.html).toContain('Hei hyvä lukija!');
    expect(whole).not.toMatch(/\{\{|\}\}|undefined|\[object/);
  }
});

function idOf({ messages }: Mailing['receiver']): string {
  return /^Message-ID: (\S+)\r$/m.exec(messages.at(-1)!.raw.toString('latin1'))![1]!;
}
