import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../src/config/parse-config.ts';
import { CONFIG } from '../support/workspace.ts';

describe('newsletter.yaml', () => {
  test('what is not written has its default', () => {
    const text = 'organisation: { name: A }\nfrom: { name: A, address: a@example.fi }\n';
    const { value, problems } = parseConfig(text, 'newsletter.yaml', {});
    expect(problems).toEqual([]);
    expect(value).toMatchObject({
      language: 'fi',
      timezone: 'Europe/Helsinki',
      replyTo: null,
      bounces: { address: 'a@example.fi' },
      unsubscribe: { mailto: 'a@example.fi' },
      smtp: null,
      delivery: { connections: 5, retryPauses: [30_000, 120_000, 600_000], interval: 0 },
      ledger: '.newsletter/ledger.db',
    });
  });

  test('several mistakes are reported at once, each with its line', () => {
    const text = `${CONFIG.replace('uutiskirje@example.fi', 'x')}langauge: fi\ntimezone: Europe/Jyvaskyla\ndelivery2: 1\n`;
    const { value, problems } = parseConfig(text, 'newsletter.yaml', {});
    expect(value).toBeUndefined();
    expect(problems.map(({ code, place, details }) => [code, place?.line, details])).toEqual([
      ['config-value', 2, { key: 'from.address', expected: 'email-address', value: 'x' }],
      ['config-unknown-key', 9, { key: 'langauge', nearest: 'language' }],
      ['config-value', 10, { key: 'timezone', expected: 'timezone', value: 'Europe/Jyvaskyla' }],
      ['config-unknown-key', 11, { key: 'delivery2', nearest: 'delivery' }],
    ]);
  });

  test('an unknown key deep inside is compared with the keys of its own place', () => {
    const { problems } = parseConfig(CONFIG.replace('title: Järjestöt', 'titel: Järjestöt'), 'newsletter.yaml', {});
    expect(problems).toContainEqual(
      expect.objectContaining({ code: 'config-unknown-key', details: { key: 'lists.jarjestot.titel', nearest: 'title' } }),
    );
  });

  test('a rate and pauses are understood as people write them', () => {
    const { value } = parseConfig(
      CONFIG.replace('retryPauses: [50ms, 50ms]', 'rate: 30/min, retryPauses: [30s, 2min, 1.5h, 5]'),
      'n',
      {},
    );
    expect(value?.delivery).toMatchObject({ interval: 2000, retryPauses: [30_000, 120_000, 5_400_000, 5_000] });
  });

  test('a theme begins on its day', () => {
    const themes = 'themes: [{ from: 2022-01-01, theme: b }, { from: 2021-01-01, theme: a }]\n';
    expect(parseConfig(CONFIG + themes, 'n', {}).value?.themes.map(({ theme }) => theme)).toEqual(['a', 'b']);
  });
});

describe('the SMTP server', () => {
  const server = (smtp: string, env: Record<string, string> = {}) =>
    parseConfig(`${CONFIG}smtp: ${smtp}\n`, 'n', env).value?.smtp;

  test.each([
    ['{ url: "smtp://smtp.example.org" }', { host: 'smtp.example.org', port: 587, tls: 'starttls', login: null }],
    ['{ url: "smtps://smtp.example.org" }', { port: 465, tls: 'implicit' }],
    ['{ url: "smtp://smtp.example.org:25", tls: off }', { port: 25, tls: 'none' }],
    ['{ url: "smtp://127.0.0.1:2525" }', { port: 2525, tls: 'none' }],
    ['{ url: "smtp://[::1]:2525" }', { host: '::1', tls: 'none' }],
    [
      '{ url: "smtp://me%40example.org@smtp.example.org", passwordFile: x }',
      { login: { user: 'me@example.org', password: { kind: 'file', file: 'x' } } },
    ],
    [
      '{ url: "smtp://me@smtp.example.org", passwordCommand: [pass, smtp] }',
      { login: { password: { kind: 'command', command: ['pass', 'smtp'] } } },
    ],
  ])('%s', (smtp, expected) => {
    expect(server(smtp)).toMatchObject(expected);
  });

  test('a host that only looks like this machine still needs TLS', () => {
    expect(server('{ url: "smtp://127.0.0.1.example.org" }')).toMatchObject({ tls: 'starttls' });
    expect(server('{ url: "smtp://localhost.example.org" }')).toMatchObject({ tls: 'starttls' });
  });

  test('the environment goes before the file, for the server and for the password', () => {
    const env = { NEWSLETTER_SMTP_URL: 'smtp://you@smtp.example.fi', NEWSLETTER_SMTP_PASSWORD: 'x' };
    expect(server('{ url: "smtp://smtp.example.org", passwordFile: x }', env)).toMatchObject({
      host: 'smtp.example.fi',
      login: { user: 'you', password: { kind: 'environment' } },
    });
  });

  test('a password in the URL is refused and not repeated', () => {
    const { problems } = parseConfig(`${CONFIG}smtp: { url: "smtp://me:hunter2@smtp.example.org" }\n`, 'n', {});
    expect(problems.map(({ code }) => code)).toEqual(['smtp-password-in-url']);
    expect(JSON.stringify(problems)).not.toContain('hunter2');
  });

  test.each(['http://x', 'smtp://', 'smtp.example.org', 'smtp://x/path'])('%s is no server', (url) => {
    expect(parseConfig(`${CONFIG}smtp: { url: "${url}" }\n`, 'n', {}).problems.map(({ code }) => code)).toEqual(['config-value']);
  });
});
