import { expect, test } from 'vitest';
import { type RequestHead, guard } from '../../../src/preview/server/guard.ts';

const HOSTS = new Set(['127.0.0.1:4400', 'localhost:4400', '[::1]:4400']);
const HOST = { host: ['127.0.0.1:4400'] };

function judge(head: Partial<RequestHead>): ReturnType<typeof guard> {
  return guard({ method: 'GET', target: '/', ...head, headers: { ...HOST, ...head.headers } }, HOSTS);
}

test.each([
  '/',
  '/?',
  '/?view=dark&find=%2e%2e%2f',
  '/?a=//../..',
  '/issues/2021-12-jarjestot',
  '/frames/tammikuu/web/fi/0/',
  '/frames/tammikuu/web/fi/0/tammikuu/index.html',
  '/files/tammikuu/kuva-0123abcd.png',
  '/assets/preview.js',
  '/files/tammikuu/%C3%A4.png',
  '/files/tammikuu/a%CC%88.png',
  '/a..b',
])('the path %s is plain', (target) => {
  expect(judge({ target })).toBeNull();
});

test.each([
  '',
  '*',
  'x',
  '//',
  '/a//b',
  '/.',
  '/..',
  '/a/../b',
  '/a/.b',
  '/.env',
  '/%2e%2e/',
  '/%2E',
  '/a%2fb',
  '/a%5Cb',
  '/a\\b',
  '/a%00',
  '/a%0a',
  '/a%7f',
  '/a%',
  '/a%zz',
  '/%c0%ae',
  '/%E4',
  '/a;b',
  '/a b',
  '/a%20b',
  '/%252e%252e/',
  '/a%25b',
  '/a#b',
  '/?a#b',
  '/a"b',
  '/a%22',
  '/a&b',
  '/a+b',
  '/%CC%88a',
  '/\u2024\u2024/',
  '/%E2%80%A4%E2%80%A4/',
  '/%EF%BC%8E%EF%BC%8E/',
  'http://127.0.0.1:4400/',
  '127.0.0.1:4400',
])('the path “%s” is not', (target) => {
  expect(judge({ target })).toBe(404);
});

test('a misdirected request is told before anything else is wrong with it', () => {
  const headers = { host: ['example.org'], origin: ['null'] };
  expect(judge({ headers, method: 'TRACE', target: '/../' })).toBe(421);
  expect(judge({ headers: { host: ['127.0.0.1:4400', 'localhost:4400'] } })).toBe(400);
  expect(guard({ method: 'GET', target: '/', headers: {} }, HOSTS)).toBe(400);
  expect(guard({ method: 'GET', target: '/', headers: { host: [] } }, HOSTS)).toBe(400);
});

test('a server that does not listen yet has no name', () => {
  expect(guard({ method: 'GET', target: '/', headers: HOST }, new Set())).toBe(421);
});

test('a form needs an origin, and that is the host', () => {
  expect(judge({ method: 'POST' })).toBe(403);
  expect(judge({ method: 'POST', headers: { origin: [] } })).toBe(403);
  expect(judge({ method: 'POST', headers: { origin: ['http://127.0.0.1:4400'] } })).toBeNull();
  expect(judge({ method: 'POST', headers: { host: ['[::1]:4400'], origin: ['http://[::1]:4400'] } })).toBeNull();
  expect(judge({ method: 'POST', headers: { origin: ['http://localhost:4400'] } })).toBe(403);
  expect(judge({ method: 'POST', headers: { origin: ['https://127.0.0.1:4400'] } })).toBe(403);
});

test.each(['HEAD', 'GET'])('%s needs no origin', (method) => {
  expect(judge({ method })).toBeNull();
});

test.each(['', 'get', 'OPTIONS', 'PUT', 'DELETE', 'CONNECT', 'TRACE', 'toString'])(
  'the method “%s” is none of ours',
  (method) => {
    expect(judge({ method })).toBe(405);
  },
);
