import { networkInterfaces } from 'node:os';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunningPreview, startPreview } from '../support/preview.ts';
import { type RawRequest, request } from '../support/raw-http.ts';
import { TestWorkspace } from '../support/workspace.ts';

const TITLE = 'Uutiskirje tammikuu/2022';

let workspace: TestWorkspace;
let preview: RunningPreview;
let port: string;

beforeAll(async () => {
  workspace = new TestWorkspace();
  preview = await startPreview(workspace.folder);
  ({ port } = new URL(preview.origin));
});
afterAll(async () => {
  await preview.end();
  workspace.remove('');
});

const ask = (asked: RawRequest): ReturnType<typeof request> => request(preview.origin, asked);
const withHost = (host: string): ReturnType<typeof request> => ask({ headers: [`Host: ${host.replace('PORT', port)}`] });

test.each(['127.0.0.1:PORT', 'localhost:PORT', 'LocalHost:PORT', '[::1]:PORT'])('it goes by the name %s', async (host) => {
  const { status, body } = await withHost(host);
  expect(status).toBe(200);
  expect(body).toContain(TITLE);
});

test.each([
  'example.org',
  'example.org:PORT',
  '127.0.0.1',
  'localhost',
  '127.0.0.1:1',
  'localhost:PORT0',
  'localhost:0PORT',
  'localhost:',
  'localhost.:PORT',
  '127.0.0.1.:PORT',
  'localhost.example.org:PORT',
  '127.0.0.1.example.org:PORT',
  'example.org@localhost:PORT',
  'localhost:PORT@example.org',
  'localhost:PORT#example.org',
  'localhost:PORT/example.org',
  'localhost:PORT, example.org',
  'localhost:PORT example.org',
  '127.1:PORT',
  '0:PORT',
  '0.0.0.0:PORT',
  '2130706433:PORT',
  '0x7f.0.0.1:PORT',
  '127.0.0.2:PORT',
  '::1:PORT',
  '[::]:PORT',
  '[0:0:0:0:0:0:0:1]:PORT',
  '[::ffff:127.0.0.1]:PORT',
  '[::1%25lo]:PORT',
  'test.example.org:PORT',
  'http://localhost:PORT',
])('it does not go by the name %s', async (host) => {
  const { status, raw } = await withHost(host);
  expect([400, 421]).toContain(status);
  expect(raw).not.toContain(TITLE);
});

test('a request that names no host is refused', async () => {
  expect((await ask({ isNameless: true })).status).toBe(400);
  expect((await ask({ isNameless: true, version: '1.0' })).status).toBe(400);
  expect((await ask({ headers: ['Host:'] })).status).toBeGreaterThanOrEqual(400);
});

test('a request that names two hosts is refused, also where both are ours', async () => {
  const own = `Host: 127.0.0.1:${port}`;
  for (const other of ['Host: example.org', own, `HOST: localhost:${port}`]) {
    expect((await ask({ headers: [own, other] })).status, other).toBe(400);
    expect((await ask({ headers: [other, own] })).status, other).toBe(400);
  }
});

test('what a proxy says of the host changes nothing', async () => {
  const told = ['X-Forwarded-Host: localhost', 'X-Host: localhost', 'Forwarded: host=localhost', 'X-Forwarded-Server: localhost'];
  expect((await ask({ headers: ['Host: example.org', ...told.map((line) => `${line}:${port}`)] })).status).toBe(421);
  const { status, body } = await ask({ headers: ['X-Forwarded-Host: example.org', 'X-Forwarded-Proto: https'] });
  expect(status).toBe(200);
  expect(body).not.toContain('example.org');
});

test('HTTP/1.0 is answered as any other', async () => {
  expect((await ask({ version: '1.0' })).status).toBe(200);
  expect((await ask({ version: '1.0', headers: ['Host: example.org'] })).status).toBe(421);
});

test.each(['TRACE', 'OPTIONS', 'PUT', 'PATCH', 'DELETE', 'CONNECT', 'PROPFIND', 'QUERY', 'get', 'FOO'])(
  '%s is not done',
  async (method) => {
    for (const target of ['/', '/issues/tammikuu', '/issues/tammikuu/test', `127.0.0.1:${port}`, '*']) {
      const { status, raw } = await ask({ method, target, headers: ['X-Secret: kaiku'] });
      expect([0, 400, 405], target).toContain(status);
      expect(raw).not.toMatch(/kaiku|^allow/im);
    }
  },
);

test.each([
  ['a web socket', ['Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13', 'Sec-WebSocket-Key: AAAA']],
  ['HTTP/2', ['Connection: Upgrade, HTTP2-Settings', 'Upgrade: h2c', 'HTTP2-Settings: AAAA']],
])('%s is not what it becomes', async (_, headers) => {
  for (const host of [`127.0.0.1:${port}`, 'example.org']) {
    const { status } = await ask({ version: '1.0', headers: [`Host: ${host}`, ...headers] });
    expect(status).toBe(host === 'example.org' ? 421 : 200);
  }
});

describe('a target that is no path is not found', () => {
  test.each([
    'http://127.0.0.1:PORT/',
    'http://example.org/',
    'http://127.0.0.1:PORT@example.org/',
    'HTTP://localhost:PORT/issues/tammikuu',
    '//example.org/',
    '//127.0.0.1:PORT/issues/tammikuu',
    '/\\example.org/',
    'issues/tammikuu',
    '*',
    '/#/',
    '/issues/tammikuu#a',
  ])('%s', async (target) => {
    const { status, raw } = await ask({ target: target.replace('PORT', port) });
    expect([400, 404]).toContain(status);
    expect(raw).not.toContain(TITLE);
    expect(raw).not.toMatch(/^location:/im);
  });
});

describe('it is looked at the host before the path, however that is written', () => {
  test.each(['/', '/%61ssets/preview.css', '//', '/..', '/issues/../', '/changes', '/identity', '/nowhere', '/%', '*'])(
    '%s',
    async (target) => {
      expect((await ask({ target, headers: ['Host: example.org'] })).status).toBe(421);
    },
  );
});

test('a request in two readings is refused', async () => {
  const body = `0\r\n\r\nGET /issues/tammikuu HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`;
  const { status, raw } = await ask({
    method: 'POST',
    headers: ['Transfer-Encoding: chunked', `Content-Length: ${body.length}`],
    body,
  });
  expect(status).toBe(400);
  expect(raw).not.toContain(TITLE);
});

const others = Object.values(networkInterfaces()).flatMap((found) => found?.filter(({ internal }) => !internal) ?? []);

test.skipIf(others.length === 0)('no other address of this computer is listened at', async () => {
  for (const { address, scopeid } of others) {
    const host = scopeid ? `${address}%${scopeid}` : address;
    const found = await new Promise((resolve) => {
      const socket = connect({ host, port: Number(port) }, () => resolve('connected'));
      socket.on('error', () => resolve('refused'));
    });
    expect(found, host).toBe('refused');
  }
});
