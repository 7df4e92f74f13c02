import { networkInterfaces } from 'node:os';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type SpokenPreview, speakPreview } from '../support/open-preview.ts';
import { startPreview } from '../support/preview.ts';
import { type RawAnswer, type RawRequest, request } from '../support/raw-http.ts';
import { makeWorkspace } from '../support/workspace.ts';

const EVERYWHERE = [
  '/',
  '/issues/tammikuu',
  '/issues/nowhere',
  '/nowhere',
  '/identity',
  '/changes',
  '/assets/preview.css',
  '/assets/preview.js',
  '/assets/preview.svg',
  '/frames/tammikuu/email',
  '/frames/tammikuu/web/fi/0/',
  '/files/tammikuu/kuva.png',
  '/messages/tammikuu',
  '/hand-on/tammikuu',
];

let preview: SpokenPreview;
let origin: string;

beforeEach(async () => {
  preview = await speakPreview(makeWorkspace().folder, ['--host', '0.0.0.0', '--port', '0']);
  origin = `http://127.0.0.1:${new URL(preview.told()[0]!).port}`;
});
afterEach(() => preview.end());

function ask(target: string, asked: RawRequest = {}): Promise<RawAnswer> {
  return request(origin, { target, ...asked });
}

/** The token of the address that was told last. */
function token(): string {
  return new URL(preview.told().at(-1)!).searchParams.get('token')!;
}

function cookieOf({ headers }: RawAnswer): string {
  return headers.get('set-cookie')![0]!.split(';')[0]!;
}

test('it warns that others can come in, and tells them a link', () => {
  expect(preview.stderr()).toMatch(/others in the network can open this preview/i);
  expect(preview.stderr()).toMatch(/not encrypted/);
  expect(token()).toMatch(/^[\w-]{24}$/);
  const own = Object.values(networkInterfaces()).flatMap((found) => found?.map(({ address }) => address) ?? []);
  expect(own).toContain(new URL(preview.told()[0]!).hostname.replace(/^\[|\]$/g, ''));
});

test('whoever has no token sees nothing', async () => {
  for (const target of EVERYWHERE) {
    const { status, headers, body } = await ask(target);
    expect(status, target).toBe(403);
    expect(headers.has('set-cookie')).toBe(false);
    expect(body).not.toMatch(/tammikuu|Esimerkkiyhdistys/);
  }
});

test.each(['', 'x', 'A'.repeat(24), `%00`, 'undefined', 'null'])('the token “%s” is none', async (wrong) => {
  const { status, headers } = await ask(`/?token=${wrong}`);
  expect(status).toBe(403);
  expect(headers.has('set-cookie')).toBe(false);
  expect((await ask(`/?token=${token()}`)).status).toBe(200);
});

test('a token counts in the address alone, and once in it', async () => {
  const headers = [
    `Cookie: token=${token()}; newsletter-preview=${token()}`,
    `Authorization: Bearer ${token()}`,
    `X-Token: ${token()}`,
  ];
  expect((await ask('/', { headers })).status).toBe(403);
  expect((await ask(`/?Token=${token()}`)).status).toBe(403);
  expect((await ask(`/?token=x&token=${token()}`)).status).toBe(403);
  expect((await ask(`/?token=${token()}`, { method: 'HEAD' })).status).toBe(403);
  const form = ['Content-Type: application/x-www-form-urlencoded', `Origin: ${origin}`];
  expect((await ask('/', { method: 'POST', headers: form, body: `token=${token()}` })).status).toBe(403);
  expect((await ask(`/?token=${token()}`, { method: 'POST', headers: form, body: '' })).status).toBe(403);
});

describe('a token', () => {
  test('becomes a cookie that no script reads and no other site sends, and goes from the address', async () => {
    const used = token();
    const answer = await ask(`/issues/tammikuu?view=dark&token=${used}`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('refresh')).toEqual(['0; url=/issues/tammikuu?view=dark']);
    expect(answer.body).toBe('');
    const [cookie, ...others] = answer.headers.get('set-cookie')!;
    expect(others).toEqual([]);
    expect(cookie).not.toContain(used);
    expect(cookie!.split('; ').slice(1).toSorted()).toEqual(['HttpOnly', 'Path=/', 'SameSite=Strict']);
    expect(answer.headers.get('referrer-policy')).toEqual(['no-referrer']);
  });

  test('opens everything to whoever brings the cookie', async () => {
    const headers = [`Cookie: other=1; ${cookieOf(await ask(`/?token=${token()}`))}`];
    expect((await ask('/issues/tammikuu', { headers })).body).toContain('Uutiskirje tammikuu/2022');
    expect((await ask('/assets/preview.css', { headers })).status).toBe(200);
    expect((await ask('/frames/tammikuu/email', { headers })).status).toBe(200);
    for (const target of EVERYWHERE) expect((await ask(target)).status, target).toBe(403);
  });

  test('is good for once; the next is told', async () => {
    const first = token();
    const cookie = cookieOf(await ask(`/?token=${first}`));
    expect((await ask(`/?token=${first}`)).status).toBe(403);
    expect(preview.stderr()).toMatch(/the link was used/i);
    const second = token();
    expect(second).not.toBe(first);
    const other = cookieOf(await ask(`/?token=${second}`));
    expect(other).not.toBe(cookie);
    for (const headers of [[`Cookie: ${cookie}`], [`Cookie: ${other}`]]) expect((await ask('/', { headers })).status).toBe(200);
    expect(new Set([first, second, token()]).size).toBe(3);
  });

  test('is used by one of those who bring it at the same time', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => ask(`/?token=${token()}`)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 403)).toHaveLength(7);
  });
});

test('a cookie opens nothing to another site', async () => {
  const cookie = cookieOf(await ask(`/?token=${token()}`));
  const from = ['Sec-Fetch-Site: cross-site', 'Sec-Fetch-Mode: no-cors', 'Sec-Fetch-Dest: image'];
  expect((await ask('/issues/tammikuu', { headers: [`Cookie: ${cookie}`, ...from] })).status).toBe(403);
  expect((await ask('/issues/tammikuu', { headers: [`Cookie: ${cookie}`, 'Origin: http://example.org'] })).status).toBe(403);
  expect((await ask('/issues/tammikuu', { headers: [`Cookie: ${cookie}`, 'Host: example.org'] })).status).toBe(421);
});

test.each(['newsletter-preview=', 'newsletter-preview=x', 'newsletter-preview', '=', 'newsletter-preview=%E4'])(
  'the cookie “%s” is none',
  async (cookie) => {
    expect((await ask('/', { headers: [`Cookie: ${cookie}`] })).status).toBe(403);
  },
);

test('it goes by the addresses of this computer and by no other name', async () => {
  const { port } = new URL(origin);
  const own = new URL(preview.told()[0]!).host;
  for (const host of [own, `localhost:${port}`, `test.example.org:${port}`]) {
    expect((await ask('/', { headers: [`Host: ${host}`] })).status, host).toBe(403);
  }
  for (const host of ['example.org', `0.0.0.0:${port}`, `a.test.example.org:${port}`]) {
    expect((await ask('/', { headers: [`Host: ${host}`] })).status, host).toBe(421);
  }
});

test.each(['0', '::', '0x0', 'test.example.org.'])('the host “%s” is no way around the token', async (host) => {
  const started = await speakPreview(makeWorkspace().folder, ['--host', host, '--port', '0']).catch(() => undefined);
  if (!started) return;
  const { port } = new URL(started.told()[0]!);
  for (const name of ['127.0.0.1', 'localhost', host]) {
    const { status } = await request(`http://127.0.0.1:${port}`, { headers: [`Host: ${name}:${port}`] });
    expect([0, 400, 403, 421]).toContain(status);
  }
  await started.end();
});

test.each(['127.0.0.1', 'localhost', '127.0.0.2', '::1'])(
  'of %s alone, nobody is warned, and the link leads there',
  async (host) => {
    const started = await startPreview(makeWorkspace().folder, ['--host', host]);
    const { status, body } = await request(started.url, {});
    expect(status).toBe(200);
    expect(body).toContain('href="/issues/tammikuu"');
    expect(started.stderr()).toBe('');
    expect(started.url).not.toContain('token');
    expect(await started.end()).toBe(0);
  },
);

test('an empty host is none', async () => {
  const started = await startPreview(makeWorkspace().folder, ['--host', '']);
  expect(new URL(started.url).hostname).toBe('127.0.0.1');
  expect(started.url).not.toContain('token');
  expect(await started.end()).toBe(0);
});

test('with --json it warns too', async () => {
  const started = await startPreview(makeWorkspace().folder, ['--host', '0.0.0.0']);
  expect(started.stderr()).toMatch(/others in the network/i);
  await request(`http://127.0.0.1:${new URL(started.url).port}`, {
    target: new URL(started.url).pathname + new URL(started.url).search,
  });
  expect(started.stderr()).toMatch(/the link was used/i);
  await started.end();
});
