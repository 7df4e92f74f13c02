import { describe, expect, test } from 'vitest';
import { redactor } from '../../src/deliver/redact.ts';
import { shortReply } from '../../src/deliver/smtp/smtp-reply.ts';
import { sendOver } from '../support/secure-send.ts';
import { PASSWORD, USER } from '../support/secrets.ts';
import { startReceiver } from '../support/smtp-receiver.ts';
import { runProgram } from '../support/run-program.ts';
import { makeWorkspace } from '../support/workspace.ts';

const SECRETS = ['Salasana1234', 'p.a+s$s(w)o^r|d[1]', 'äö å€', 'ab', '{{x}} \\d'];
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const hex = (text: string): string => Buffer.from(text).toString('hex');

/** What a hostile server may make of a password. */
const FORMS: readonly (readonly [name: string, make: (password: string) => string])[] = [
  ['as it is', (password) => password],
  ['in capitals', (password) => password.toUpperCase()],
  ['reversed', (password) => Array.from(password).toReversed().join('')],
  ['in hex', hex],
  ['in hex with colons', (password) => hex(password).replace(/..(?=.)/g, '$&:')],
  ['in capital hex', (password) => hex(password).toUpperCase()],
  ['in a URL', encodeURIComponent],
  ['in base64', base64],
  ['in base64 without its end', (password) => base64(password).replace(/=+$/, '')],
  ['as AUTH PLAIN sends it', (password) => base64(`\0${USER}\0${password}`)],
  ['as AUTH PLAIN sends it, in hex', (password) => hex(`\0${USER}\0${password}`)],
  ['over two lines', (password) => `${password.slice(0, 1)} ${password.slice(1)}`],
  ['letter by letter', (password) => Array.from(password).join(' ')],
  ['in base64 over two lines', (password) => `${base64(password).slice(0, 3)} ${base64(password).slice(3)}`],
];

describe.each(SECRETS)('the password %j is taken out', (password) => {
  test.each(FORMS)('%s', (_, make) => {
    const said = redactor(USER, password)(`535 no: <${make(password)}> for you`);
    expect(said).toBe('535 no: <…> for you');
  });
});

test('words without it stay, and nothing is taken out without a password', () => {
  const words = '550 5.1.1 <aino@example.org>: no such user here (Salasana is another word)';
  expect(redactor(USER, 'Salasana1234')(words)).toBe(words);
  expect(redactor(USER, '')(words)).toBe(words);
});

test.each([
  ['in one line', `535 5.7.8 you said ${PASSWORD}`],
  ['over two lines', `535-5.7.8 ${PASSWORD.slice(0, 4)}\r\n535 5.7.8 ${PASSWORD.slice(4)}`],
  ['reversed and in hex', `535 5.7.8 ${Array.from(PASSWORD).toReversed().join('')} ${hex(PASSWORD)} ${PASSWORD.toUpperCase()}`],
])('a server that gives it back %s is not repeated', async (_, reply) => {
  const sent = await sendOver({ script: ({ command }) => (command === 'AUTH' ? reply : undefined) });
  const said = (sent.run.stdout + sent.run.stderr).toLowerCase();
  for (const form of [PASSWORD.slice(0, 4), PASSWORD.slice(-4), Array.from(PASSWORD).toReversed().join(''), hex(PASSWORD)])
    expect(said).not.toContain(form.toLowerCase());
  expect(sent.problem).toMatchObject({ code: 'smtp-login-refused' });
});

test('a reply is kept as one line of at most 500 characters', async () => {
  expect(shortReply('a\r\n\tb\u001b[31m  c')).toBe('a b [31m c');
  expect(shortReply('x'.repeat(600))).toHaveLength(500);
  expect(shortReply(`${'x'.repeat(498)}😀😀`).isWellFormed()).toBe(true);

  const receiver = await startReceiver({ refuse: () => ({ code: 550, text: `5.1.1 ${'ei '.repeat(2_000)}` }) });
  const workspace = makeWorkspace();
  const run = await runProgram(workspace.folder, ['send', 'tammikuu', '--yes', '--json'], {
    env: { NEWSLETTER_SMTP_URL: receiver.url },
  });
  const replies = [...run.stdout.matchAll(/"reply":"([^"]*)"/g)].map((match) => match[1]!);
  expect(replies.length).toBeGreaterThan(0);
  expect(Math.max(...replies.map(({ length }) => length))).toBeLessThanOrEqual(505);
  expect(
    Math.max(
      ...workspace
        .read('dist/tammikuu/report.csv')
        .split('\n')
        .map(({ length }) => length),
    ),
  ).toBeLessThan(700);
});
