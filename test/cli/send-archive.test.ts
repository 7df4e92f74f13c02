import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { PIXEL } from '../support/guarded-workspace.ts';
import { type ProgramRun, problemsOf, runProgram, testClock } from '../support/run-program.ts';
import { startReceiver } from '../support/smtp-receiver.ts';
import { CONFIG, ISSUE, type TestWorkspace, listOf, makeWorkspace } from '../support/workspace.ts';

/** A web server that answers with a status by path, and remembers what it was asked. Redirections lead to the path behind their status. */
async function startWeb(
  statusOf: (path: string, method: string) => number | `/${string}`,
): Promise<{ url: string; asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    const answer = statusOf(request.url ?? '', request.method ?? '');
    if (typeof answer === 'string') response.writeHead(302, { location: answer }).end();
    else response.writeHead(answer).end('x');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

const VARIANT = '---\ntitle: Brev\n---\n\n## 1. Första\n\nText.\n\n## 2. Andra\n\nMera.\n';
const EVENT = '::: event\ntitle: Ilta\nwhen: ti 15.2.2022\n:::\n\nLue [ohje](ohje.pdf) ja [uutinen](article:uutinen#alku).';

function withArchiveAt(url: string, more = ''): TestWorkspace {
  return makeWorkspace({
    'newsletter.yaml': `${CONFIG}archive: { url: "${url}"${more} }\nimages: embedded\n`,
    'issues/tammikuu.md': `${ISSUE}\n${EVENT}\n`,
    'issues/tammikuu.sv.md': VARIANT,
    'subscribers/jarjestot.csv': listOf(5).replace(',fi', ',sv'),
    'issues/tammikuu/ohje.pdf': 'x',
    'articles/uutinen.md': '---\ntitle: Uutinen\ndate: 2022-01-20\n---\n\n## Alku\n\nTeksti.\n',
  });
}

async function send(workspace: TestWorkspace, ...options: readonly string[]): Promise<ProgramRun & { accepted: number }> {
  const receiver = await startReceiver();
  const run = await runProgram(workspace.folder, ['send', 'tammikuu', '--yes', '--json', ...options], {
    env: { NEWSLETTER_SMTP_URL: receiver.url },
  });
  return { ...run, accepted: receiver.accepted.length };
}

describe('before a real send, the archive is looked at once', () => {
  test('for the pages in each language, files, calendar entries and linked pages', async () => {
    const web = await startWeb(() => 200);
    const run = await send(withArchiveAt(web.url));
    expect(run).toMatchObject({ exitCode: 0, accepted: 5 });
    expect(problemsOf(run, 'send')).toEqual([]);
    expect(web.asked.map((each) => each.replace(/-[0-9a-f]{8}/, '')).toSorted()).toEqual([
      'HEAD /articles/uutinen/',
      'HEAD /tammikuu/',
      'HEAD /tammikuu/ilta.ics',
      'HEAD /tammikuu/ohje.pdf',
      'HEAD /tammikuu/sv/',
    ]);
  });

  test('what does not answer is a warning, and the mail goes', async () => {
    const web = await startWeb((path) => (path === '/tammikuu/sv/' ? 404 : 200));
    const run = await send(withArchiveAt(web.url));
    expect(run).toMatchObject({ exitCode: 0, accepted: 5 });
    expect(problemsOf(run, 'send')).toMatchObject([
      { code: 'archive-page-missing', severity: 'warning', details: { address: `${web.url}/tammikuu/sv/`, reason: 'HTTP 404' } },
    ]);
  });

  test('missing: refuse stops the send, and nobody is mailed', async () => {
    const web = await startWeb((path) => (path.endsWith('.pdf') ? 410 : 200));
    const workspace = withArchiveAt(web.url, ', missing: refuse');
    const run = await send(workspace);
    expect(run).toMatchObject({ exitCode: 4, accepted: 0 });
    expect(problemsOf(run, 'send')).toMatchObject([{ code: 'archive-page-refused', details: { reason: 'HTTP 410' } }]);
    expect(workspace.has('issues/tammikuu.sent.yaml')).toBe(false);
  });

  test('a server that knows no HEAD is asked with GET, and one redirects at most three times', async () => {
    const web = await startWeb((path, method) => {
      if (path === '/tammikuu/') return '/1';
      if (path === '/tammikuu/sv/') return '/9';
      if (/^\/[123]$/.test(path)) return path === '/3' ? 200 : `/${Number(path[1]) + 1}`;
      if (/^\/[6-9]$/.test(path)) return path === '/6' ? 200 : `/${Number(path[1]) - 1}`;
      return method === 'HEAD' ? 405 : 200;
    });
    const run = await send(withArchiveAt(web.url));
    expect(problemsOf(run, 'send')).toMatchObject([
      { code: 'archive-page-missing', details: { address: `${web.url}/tammikuu/sv/` } },
    ]);
  });

  test('missing: refuse leaves nobody out of a send that was begun', async () => {
    let isUp = true;
    const web = await startWeb(() => (isUp ? 200 : 503));
    const workspace = withArchiveAt(web.url, ', missing: refuse');
    const receiver = await startReceiver();
    const env = { NEWSLETTER_SMTP_URL: receiver.url };
    expect((await runProgram(workspace.folder, ['send', 'tammikuu', '--yes', '--limit', '2'], { env })).exitCode).toBe(0);
    isUp = false;
    const rest = await runProgram(workspace.folder, ['send', 'tammikuu', '--yes', '--json'], { env });
    expect(rest.exitCode, rest.stdout).toBe(0);
    expect(receiver.accepted).toHaveLength(5);
    expect(problemsOf(rest, 'send').every(({ code }) => code === 'archive-page-missing')).toBe(true);
  });

  test('with --at it is looked at when the time has come', async () => {
    const started = testClock.now().getTime();
    const web = await startWeb(() => (testClock.now().getTime() - started > 1_500 ? 200 : 404));
    const at = new Date(started + 2_500).toISOString().replace(/\.\d+Z$/, 'Z');
    const run = await send(withArchiveAt(web.url, ', missing: refuse'), '--at', at);
    expect(run, run.stdout).toMatchObject({ exitCode: 0, accepted: 5 });
    expect(problemsOf(run, 'send')).toEqual([]);
  });

  test('Ctrl-C ends the looking, and says nothing of what was not answered', async () => {
    const stop = new AbortController();
    const web = await startWeb(() => {
      stop.abort();
      return 404;
    });
    const receiver = await startReceiver();
    const run = await runProgram(withArchiveAt(web.url, ', missing: refuse').folder, ['send', 'tammikuu', '--yes', '--json'], {
      env: { NEWSLETTER_SMTP_URL: receiver.url },
      stop: stop.signal,
    });
    expect(run.exitCode).toBe(130);
    expect(problemsOf(run, 'send')).toEqual([]);
    expect(receiver.accepted).toEqual([]);
  });

  test('missing: ignore looks at nothing', async () => {
    const web = await startWeb(() => 404);
    expect(await send(withArchiveAt(web.url, ', missing: ignore'))).toMatchObject({ exitCode: 0, accepted: 5 });
    expect(web.asked).toEqual([]);
  });

  test('a rehearsal and a dry run look at nothing', async () => {
    const web = await startWeb(() => 404);
    expect((await runProgram(withArchiveAt(web.url).folder, ['send', 'tammikuu', '--yes'])).exitCode).toBe(0);
    expect((await send(withArchiveAt(web.url), '--dry-run')).exitCode).toBe(0);
    expect(web.asked).toEqual([]);
  });
});

describe('an image that the mail shows from the archive', () => {
  const isImage = (path: string): boolean => path.endsWith('.png');

  function withImageAt(url: string, more = '', text = ''): TestWorkspace {
    const workspace = withArchiveAt(url, more);
    const config = workspace.read('newsletter.yaml').replace('images: embedded', 'images: linked');
    workspace.write('newsletter.yaml', config);
    workspace.write('issues/tammikuu.md', `${ISSUE}\n![Kuva](kuva.png)\n${text}`);
    workspace.write('issues/tammikuu/kuva.png', PIXEL);
    return workspace;
  }

  test('stops the send when it does not answer, and nobody is mailed', async () => {
    const web = await startWeb((path) => (isImage(path) ? 404 : 200));
    const workspace = withImageAt(web.url);
    const run = await send(workspace);
    expect(run).toMatchObject({ exitCode: 4, accepted: 0 });
    const [found] = problemsOf(run, 'send');
    expect(found).toMatchObject({
      code: 'archive-image-missing',
      severity: 'error',
      details: { reason: 'HTTP 404', opens: null },
    });
    expect(found!.message).toMatch(/empty frame.*newsletter archive/);
    expect(workspace.has('issues/tammikuu.sent.yaml')).toBe(false);
  });

  test('stops it as the logo, while a page that is missing as well is a warning, told once', async () => {
    const web = await startWeb((path) => (isImage(path) || path === '/tammikuu/' ? 404 : 200));
    const workspace = withArchiveAt(web.url);
    const config = workspace.read('newsletter.yaml').replace('images: embedded', 'images: linked');
    workspace.write('newsletter.yaml', config.replace('organisation: { name', 'organisation: { logo: logo.png, name'));
    workspace.write('logo.png', PIXEL);
    const run = await send(workspace);
    expect(run).toMatchObject({ exitCode: 4, accepted: 0 });
    const codes = problemsOf(run, 'send').map(({ code }) => code);
    expect(codes.filter((code) => code.startsWith('archive'))).toEqual(['archive-page-missing', 'archive-image-missing']);
  });

  test.each([
    ['images', 4, ['archive-image-missing']],
    ['refuse', 4, ['archive-image-missing']],
    ['warn', 0, ['archive-page-missing']],
    ['ignore', 0, []],
  ])('archive.missing: %s', async (value, exitCode, codes) => {
    const web = await startWeb((path) => (isImage(path) ? 404 : 200));
    const run = await send(withImageAt(web.url, `, missing: ${value}`));
    expect(run).toMatchObject({ exitCode, accepted: exitCode === 0 ? 5 : 0 });
    expect(problemsOf(run, 'send').flatMap(({ code }) => (code.startsWith('archive') ? [code] : []))).toEqual(codes);
  });

  test('leaves nobody out of a send that was begun', async () => {
    let isUp = true;
    const web = await startWeb(() => (isUp ? 200 : 503));
    const workspace = withImageAt(web.url);
    const receiver = await startReceiver();
    const env = { NEWSLETTER_SMTP_URL: receiver.url };
    expect((await runProgram(workspace.folder, ['send', 'tammikuu', '--yes', '--limit', '2'], { env })).exitCode).toBe(0);
    isUp = false;
    const rest = await runProgram(workspace.folder, ['send', 'tammikuu', '--yes', '--json'], { env });
    expect(rest.exitCode, rest.stdout).toBe(0);
    expect(receiver.accepted).toHaveLength(5);
    expect(problemsOf(rest, 'send')).toContainEqual(
      expect.objectContaining({ code: 'archive-page-missing', message: expect.stringContaining('The mail shows') as string }),
    );
  });

  test('is not looked at when the message carries it', async () => {
    const web = await startWeb((path) => (isImage(path) ? 404 : 200));
    const workspace = withImageAt(web.url);
    workspace.write('newsletter.yaml', workspace.read('newsletter.yaml').replace('images: linked', 'images: embedded'));
    expect(await send(workspace)).toMatchObject({ exitCode: 0, accepted: 5 });
    expect(web.asked.filter((each) => each.includes('.png'))).toEqual([]);
  });
});

describe('an issue that is dated ahead', () => {
  const ahead = ISSUE.replace('2022-01-26', '2099-01-26');

  test('has no page yet, which is said with its date', async () => {
    const web = await startWeb((path) => (path.startsWith('/tammikuu/') ? 404 : 200));
    const workspace = withArchiveAt(web.url);
    workspace.write('issues/tammikuu.md', ahead);
    const found = problemsOf(await send(workspace), 'send').filter(({ code }) => code === 'archive-page-missing');
    expect(found.map(({ details }) => details['opens'])).toEqual(['2099-01-26', '2099-01-26']);
    expect(found[0]!.message).toContain('dated 2099-01-26');
    expect(found[0]!.message).not.toContain('Run newsletter archive');
  });

  test('has one that has to be published when it is out, and other pages have none to do with the date', async () => {
    const web = await startWeb(() => 404);
    const workspace = withArchiveAt(web.url);
    const text = '\n[Uutinen](article:uutinen)\n';
    workspace.write('issues/tammikuu.md', `${ISSUE}${text}`);
    expect((await runProgram(workspace.folder, ['archive'])).exitCode).toBe(0);
    workspace.write('issues/tammikuu.md', `${ahead}${text}`);
    const found = problemsOf(await send(workspace), 'send').filter(({ code }) => code === 'archive-page-missing');
    expect(found.length).toBeGreaterThanOrEqual(3);
    expect(found.every(({ details }) => details['opens'] === null)).toBe(true);
  });
});

describe('a draft', () => {
  const draft = ISSUE.replace('lang: fi', 'lang: fi\ndraft: true');

  test.each([
    ['issues/tammikuu.md', { 'issues/tammikuu.md': draft }],
    ['issues/tammikuu.sv.md', { 'issues/tammikuu.sv.md': VARIANT.replace('---\n\n', 'draft: true\n---\n\n') }],
  ])('is not mailed: %s', async (file, files) => {
    const web = await startWeb(() => 200);
    const workspace = makeWorkspace({ 'newsletter.yaml': `${CONFIG}archive: { url: "${web.url}" }\n`, ...files });
    const run = await send(workspace);
    expect(run).toMatchObject({ exitCode: 4, accepted: 0 });
    expect(problemsOf(run, 'send')).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ code: 'send-draft', file }),
        expect.objectContaining({ code: 'send-refused' }),
      ]),
    );
  });
});
