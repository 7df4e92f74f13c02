import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PIXEL } from '../support/guarded-workspace.ts';
import { type RunningPreview, startPreview } from '../support/preview.ts';
import { type RawAnswer, type RawRequest, request } from '../support/raw-http.ts';
import { CONFIG, ISSUE, TestWorkspace } from '../support/workspace.ts';

let workspace: TestWorkspace;
let preview: RunningPreview;
let image: string;
let token: string;

beforeAll(async () => {
  workspace = new TestWorkspace({
    'newsletter.yaml': `${CONFIG}testAddresses: [koe@example.org]\n`,
    'issues/tammikuu.md': `${ISSUE}\n![Kuva](kuva.png)\n`,
    'issues/tammikuu/kuva.png': PIXEL,
  });
  preview = await startPreview(workspace.folder);
  image = /src="(\/files\/tammikuu\/[^"?]+)/.exec((await ask({ target: '/frames/tammikuu/email' })).body)![1]!;
  token = /name="token" value="([^"]+)"/.exec((await ask({ target: '/issues/tammikuu' })).body)![1]!;
});
afterAll(async () => {
  await preview.end();
  workspace.remove('');
});

function ask(asked: RawRequest): Promise<RawAnswer> {
  return request(preview.origin, asked);
}

/** What a policy allows, by what it is about. */
function policyOf({ headers }: RawAnswer): Map<string, string[]> {
  const policies = headers.get('content-security-policy') ?? [];
  expect(policies).toHaveLength(1);
  const rules = policies[0]!.split(';').map((rule) => rule.trim().split(/\s+/));
  return new Map(rules.map(([name, ...values]) => [name!, values]));
}

function expectStrict({ headers, raw }: RawAnswer): void {
  expect(headers.get('x-content-type-options'), raw).toEqual(['nosniff']);
  expect(['no-referrer', 'same-origin']).toContain(headers.get('referrer-policy')?.join());
  expect(headers.get('cross-origin-resource-policy')).toEqual(['same-origin']);
  expect(headers.get('cross-origin-opener-policy')).toEqual(['same-origin']);
  expect(headers.get('x-powered-by')).toBeUndefined();
  expect(headers.get('server')).toBeUndefined();
}

const PAGES = ['/', '/issues/tammikuu', '/issues/tammikuu?real=1&find=j', '/issues/nowhere', '/nowhere', '/assets/nothing'];
const VIEWS = ['email', 'dark', 'forced', 'images', 'text', 'source'];
const FRAMES = [...VIEWS.map((view) => `/frames/tammikuu/${view}`), '/frames/tammikuu/web/fi/0/tammikuu/index.html'];
const NO_FRAMES = [
  '/frames/nowhere/email',
  '/frames/tammikuu/nothing',
  '/frames/tammikuu/web/sv/0/',
  '/files/tammikuu/nothing.png',
];
const FILES = [
  '/identity',
  '/assets/preview.js',
  '/assets/preview.css',
  '/assets/preview.svg',
  '/messages/tammikuu',
  '/hand-on/tammikuu',
];

describe.each(PAGES)('the page %s', (target) => {
  test('may load what is ours alone, and stand in no frame', async () => {
    const answer = await ask({ target });
    expectStrict(answer);
    expect(answer.headers.get('content-type')).toEqual(['text/html; charset=utf-8']);
    expect(answer.headers.get('cache-control')).toEqual(['no-store']);
    const policy = policyOf(answer);
    expect(policy.get('default-src')).toEqual(["'none'"]);
    expect(policy.get('frame-ancestors')).toEqual(["'none'"]);
    expect(policy.get('base-uri')).toEqual(["'none'"]);
    expect(policy.get('script-src')).toEqual(["'self'"]);
    expect([...policy.values()].flat().filter((value) => !["'self'", "'none'"].includes(value))).toEqual([]);
  });

  test('has no script, style or handler in itself', async () => {
    const { body } = await ask({ target });
    for (const [, content] of body.matchAll(/<script\b[^>]*>([^<]*)/g)) expect(content!.trim()).toBe('');
    expect(body).not.toMatch(/<style|\sstyle="|\son[a-z]+="|javascript:/i);
  });
});

describe.each([...FRAMES, ...NO_FRAMES])('the frame %s', (target) => {
  test('runs nothing, sends nothing, and stands in our pages alone', async () => {
    const answer = await ask({ target });
    expect(answer.status).toBe(FRAMES.includes(target) ? 200 : 404);
    expectStrict(answer);
    const policy = policyOf(answer);
    expect(policy.get('default-src')).toEqual(["'none'"]);
    expect(policy.get('script-src') ?? policy.get('default-src')).toEqual(["'none'"]);
    expect(policy.get('form-action')).toEqual(["'none'"]);
    expect(policy.get('frame-ancestors')).toEqual(["'self'"]);
    expect(policy.get('sandbox')).not.toContain('allow-scripts');
    expect(policy.get('sandbox')).not.toContain('allow-forms');
    expect(policy.get('sandbox')).not.toContain('allow-top-navigation');
  });
});

describe.each(FILES)('the file %s', (target) => {
  test('does nothing on its own', async () => {
    const answer = await ask({ target });
    expect(answer.status).toBe(200);
    expectStrict(answer);
    const policy = policyOf(answer);
    expect(policy.get('default-src')).toEqual(["'none'"]);
    expect(policy.get('frame-ancestors')).toEqual(["'none'"]);
    expect(policy.get('sandbox')).toEqual([]);
  });
});

test('an image of the issue is an image and nothing else', async () => {
  const answer = await ask({ target: image });
  expect(answer.status).toBe(200);
  expectStrict(answer);
  expect(answer.headers.get('content-type')).toEqual(['image/png']);
  expect(policyOf(answer).get('default-src')).toEqual(["'none'"]);
  expect(answer.headers.get('cache-control')![0]).toMatch(/^private, /);
});

test('a file to hand on is saved, not shown', async () => {
  const { headers, body } = await ask({ target: '/hand-on/tammikuu' });
  expect(headers.get('content-disposition')).toEqual(['attachment; filename="tammikuu.html"']);
  expect(body).not.toMatch(/<script|\son[a-z]+="|allow-scripts/i);
  expect(body).toMatch(/<meta http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;;|default-src 'none';/);
});

test('every frame in a page is sandboxed without scripts', async () => {
  for (const beside of ['email', 'dark', 'forced', 'images', 'text', 'web', 'source', 'none']) {
    for (const page of ['/issues/tammikuu', '/hand-on/tammikuu']) {
      const { body } = await ask({ target: `${page}?beside=${beside}` });
      const frames = body.match(/<iframe\b[^>]*>/g) ?? [];
      expect(frames).toHaveLength(beside === 'none' ? 1 : 2);
      for (const frame of frames) {
        expect(frame).toMatch(/\ssandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"/);
      }
    }
  }
});

test('events are no page either', async () => {
  const answer = await fetch(`${preview.origin}/changes`);
  expect(answer.headers.get('content-type')).toBe('text/event-stream');
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  expect(answer.headers.get('content-security-policy')).toMatch(/^default-src 'none'/);
  await answer.body!.cancel();
});

const FORM = 'Content-Type: application/x-www-form-urlencoded';

test.each([
  ['a way on', (): RawRequest => ({ target: '/frames/tammikuu/web/fi/0/' }), 302],
  ['a refusal of the host', (): RawRequest => ({ headers: ['Host: example.org'] }), 421],
  ['a refusal of the origin', (): RawRequest => ({ headers: ['Origin: null'] }), 403],
  ['a refusal of the method', (): RawRequest => ({ method: 'PUT' }), 405],
  ['a refusal of the path', (): RawRequest => ({ target: '/../' }), 404],
  ['a refusal of a form', (): RawRequest => post('token=x'), 403],
  ['a refusal of a large form', (): RawRequest => post(`token=${token}&address=${'x'.repeat(20_000)}`), 413],
  ['the way back after a form', (): RawRequest => post(`token=${token}&address=x`), 303],
  ['a form for no issue', (): RawRequest => ({ ...post(`token=${token}`), target: '/issues/nowhere/test' }), 404],
  ['a form where none belongs', (): RawRequest => ({ ...post(`token=${token}`), target: '/' }), 404],
])('%s has the strict headers too', async (_, asked, status) => {
  const answer = await ask(asked());
  expect(answer.status).toBe(status);
  expectStrict(answer);
  expect(policyOf(answer).get('default-src')).toEqual(["'none'"]);
  expect(answer.headers.get('cache-control')).toEqual(['no-store']);
});

function post(body: string): RawRequest {
  return { method: 'POST', target: '/issues/tammikuu/test', headers: [`Origin: ${preview.origin}`, FORM], body };
}
