import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunningPreview, startPreview } from '../support/preview.ts';
import { type RawRequest, request } from '../support/raw-http.ts';
import { CONFIG, TestWorkspace } from '../support/workspace.ts';

let workspace: TestWorkspace;
let preview: RunningPreview;
let port: string;
let token: string;

beforeAll(async () => {
  workspace = new TestWorkspace({ 'newsletter.yaml': `${CONFIG}testAddresses: [koe@example.org]\n` });
  preview = await startPreview(workspace.folder);
  ({ port } = new URL(preview.origin));
  const { body } = await request(preview.origin, { target: '/issues/tammikuu' });
  token = /name="token" value="([^"]+)"/.exec(body)![1]!;
});
afterAll(async () => {
  await preview.end();
  workspace.remove('');
});

const ask = (asked: RawRequest): ReturnType<typeof request> =>
  request(preview.origin, { ...asked, headers: asked.headers?.map((line) => line.replace('PORT', port)) ?? [] });
const own = 'Origin: http://127.0.0.1:PORT';
const FORM = 'Content-Type: application/x-www-form-urlencoded';
const post = (headers: readonly string[], body = `token=${token}&address=koe%40example.org`): ReturnType<typeof request> =>
  ask({ method: 'POST', target: '/issues/tammikuu/test', headers: [FORM, ...headers], body });

/** What a browser sends with a page's own request. */
const SAME = ['Sec-Fetch-Site: same-origin', 'Sec-Fetch-Mode: navigate', 'Sec-Fetch-Dest: document'];

const FOREIGN = [
  'null',
  'http://example.org',
  'https://127.0.0.1:PORT',
  'http://127.0.0.1',
  'http://127.0.0.1:1',
  'http://localhost:PORT',
  'http://localhost:1',
  'http://[::1]:PORT',
  'http://127.0.0.1:PORT/',
  'http://127.0.0.1:PORT/issues',
  'http://127.0.0.1:PORT.example.org',
  'http://127.0.0.1:PORT@example.org',
  'http://user@127.0.0.1:PORT',
  'http://127.0.0.1.:PORT',
  'HTTP://127.0.0.1:PORT',
  'http://127.0.0.1:PORT http://example.org',
  'http://127.0.0.1:PORT, http://example.org',
  '127.0.0.1:PORT',
  'file://',
  'chrome-extension://abcdefgh',
  '',
];

describe.each(FOREIGN)('from the origin “%s”', (origin) => {
  test('nothing is shown and nothing is done', async () => {
    for (const target of ['/', '/issues/tammikuu', '/changes', '/identity', '/assets/preview.css', '/frames/tammikuu/email']) {
      expect((await ask({ target, headers: [`Origin: ${origin}`] })).status, target).toBe(403);
    }
    expect((await post([`Origin: ${origin}`])).status).toBe(403);
    expect((await post([`Origin: ${origin}`, ...SAME])).status).toBe(403);
    expect(workspace.has('outbox')).toBe(false);
  });
});

test('two origins are as good as none', async () => {
  expect((await post([own, own])).status).toBe(403);
  expect((await post([own, 'Origin: http://example.org'])).status).toBe(403);
  expect((await post(['Origin: http://example.org', own])).status).toBe(403);
});

test('the origin is held against the name that was asked for', async () => {
  const asked = { target: '/', headers: ['Host: localhost:PORT', 'Origin: http://localhost:PORT'] };
  expect((await ask(asked)).status).toBe(200);
  expect((await ask({ ...asked, headers: ['Host: localhost:PORT', own] })).status).toBe(403);
});

test.each([
  ['without an origin', []],
  ['without an origin, from a page of its own by the browser’s word', SAME],
  ['without an origin, with a referrer of ours', ['Referer: http://127.0.0.1:PORT/issues/tammikuu']],
  [
    'from another site by the browser’s word',
    [own, 'Sec-Fetch-Site: cross-site', 'Sec-Fetch-Mode: navigate', 'Sec-Fetch-Dest: document'],
  ],
  [
    'from another port by the browser’s word',
    [own, 'Sec-Fetch-Site: same-site', 'Sec-Fetch-Mode: no-cors', 'Sec-Fetch-Dest: empty'],
  ],
])('a form %s is refused, though it has the token', async (_, headers) => {
  expect((await post(headers)).status).toBe(403);
  expect(workspace.has('outbox')).toBe(false);
});

test.each([
  ['no token', 'address=koe%40example.org'],
  ['an empty one', 'token=&address=koe%40example.org'],
  ['a wrong one', 'token=abc&address=koe%40example.org'],
  ['one of the right length', `token=${'A'.repeat(24)}&address=koe%40example.org`],
  ['letters beyond ASCII', `token=${'%C3%A4'.repeat(12)}&address=koe%40example.org`],
  ['half a character', 'token=%E4&address=koe%40example.org'],
  ['a field of another name', 'Token=TOKEN&address=koe%40example.org'],
  ['a wrong one before the right one', 'token=x&token=TOKEN&address=koe%40example.org'],
  ['the right one twice in one', 'token=TOKENTOKEN&address=koe%40example.org'],
  ['the right one in small letters', 'token=SMALL&address=koe%40example.org'],
  ['a JSON body', '{"token":"TOKEN","address":"koe@example.org"}'],
  ['no body', ''],
])('a form of its own page with %s is refused', async (_, body) => {
  const written = body.replaceAll('TOKEN', token).replace('SMALL', token.toLowerCase() === token ? 'x' : token.toLowerCase());
  const { status, headers } = await post([own, ...SAME], written);
  expect(status).toBe(403);
  expect(headers.get('content-security-policy')).toHaveLength(1);
  expect(workspace.has('outbox')).toBe(false);
});

test('the token in the address or in a header is none', async () => {
  const body = 'address=koe%40example.org';
  const headers = [own, FORM, `X-Token: ${token}`, `Cookie: token=${token}; newsletter-preview=${token}`];
  expect((await ask({ method: 'POST', target: `/issues/tammikuu/test?token=${token}`, headers, body })).status).toBe(403);
});

test.each(['GET', 'HEAD'])('%s mails nothing', async (method) => {
  const target = `/issues/tammikuu/test?token=${token}&address=koe%40example.org`;
  expect((await ask({ method, target, headers: [own] })).status).toBe(404);
  expect(workspace.has('outbox')).toBe(false);
});

describe.each(['cross-site', 'same-site', 'something-new'])('a page that is %s', (site) => {
  const from = (target: string, mode: string, dest: string, method = 'GET'): ReturnType<typeof request> =>
    ask({ method, target, headers: [`Sec-Fetch-Site: ${site}`, `Sec-Fetch-Mode: ${mode}`, `Sec-Fetch-Dest: ${dest}`] });

  test.each(['/', '/?view=dark', '/issues/tammikuu', '/issues/tammikuu?view=text'])('may lead to %s', async (target) => {
    expect((await from(target, 'navigate', 'document')).status).toBe(200);
  });

  test.each(['/', '/issues/tammikuu'])('may not frame, load or fetch %s', async (target) => {
    for (const dest of ['iframe', 'frame', 'embed', 'object']) {
      expect((await from(target, 'navigate', dest)).status, dest).toBe(403);
    }
    for (const mode of ['cors', 'no-cors', 'same-origin', 'websocket', 'Navigate', '']) {
      expect((await from(target, mode, 'document')).status, mode).toBe(403);
      expect((await from(target, mode, 'empty')).status, mode).toBe(403);
    }
    for (const method of ['HEAD', 'POST']) expect((await from(target, 'navigate', 'document', method)).status, method).toBe(403);
  });

  test.each([
    '/changes',
    '/identity',
    '/assets/preview.js',
    '/assets/preview.css',
    '/frames/tammikuu/email',
    '/frames/tammikuu/source',
    '/frames/tammikuu/web/fi/0/',
    '/messages/tammikuu',
    '/files/tammikuu/kuva.png',
    '/hand-on/tammikuu',
    '/issues/tammikuu/test',
    '/issues/tammikuu/',
  ])('has no way to %s', async (target) => {
    for (const [mode, dest] of [
      ['navigate', 'document'],
      ['navigate', 'iframe'],
      ['no-cors', 'image'],
      ['no-cors', 'script'],
      ['no-cors', 'style'],
      ['cors', 'empty'],
    ] as const) {
      expect((await from(target, mode, dest)).status, `${mode} ${dest}`).toBe(403);
    }
  });
});

test('no answer opens anything to other sites', async () => {
  const headers = [
    'Access-Control-Request-Method: POST',
    'Access-Control-Request-Headers: x-a',
    'Access-Control-Request-Private-Network: true',
  ];
  for (const origin of ['http://example.org', 'null', 'http://127.0.0.1:PORT']) {
    for (const method of ['GET', 'HEAD', 'POST', 'OPTIONS']) {
      for (const target of ['/', '/issues/tammikuu', '/issues/tammikuu/test', '/assets/preview.js', '/identity', '/nowhere']) {
        const { headers: answered, raw } = await ask({ method, target, headers: [`Origin: ${origin}`, ...headers] });
        expect(raw, `${origin} ${method} ${target}`).not.toBe('');
        expect([...answered.keys()].filter((name) => /^access-control|^timing-allow|^allow$/.test(name))).toEqual([]);
      }
    }
  }
});
