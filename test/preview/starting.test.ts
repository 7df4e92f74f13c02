import { type Server, createServer } from 'node:net';
import { createServer as createHttpServer } from 'node:http';
import { describe, expect, onTestFinished, test } from 'vitest';
import { freePort } from '../support/free-port.ts';
import { speakPreview } from '../support/open-preview.ts';
import { startPreview } from '../support/preview.ts';
import { request } from '../support/raw-http.ts';
import { type ProgramRun, problemsOf, runProgram } from '../support/run-program.ts';
import { type TestWorkspace, makeWorkspace } from '../support/workspace.ts';

function previewOnce({ folder }: TestWorkspace, ...argv: string[]): Promise<ProgramRun> {
  return runProgram(folder, ['preview', '--no-open', ...argv]);
}

/** Another program that listens on a port, unless one does already. */
async function takePort(port: number, server: Server = createServer((socket) => socket.destroy())): Promise<void> {
  await new Promise<void>((resolve) => {
    server.once('error', () => resolve());
    server.listen(port, '127.0.0.1', () => resolve());
  });
  onTestFinished(() => void server.close());
}

test('a port that another program has is a problem, with its number', async () => {
  const port = await freePort();
  await takePort(port);
  const run = await previewOnce(makeWorkspace(), '--port', String(port), '--json');
  expect(run.exitCode).toBe(2);
  expect(problemsOf(run, 'preview').map(({ code }) => code)).toEqual(['preview-cannot-listen']);
  expect(problemsOf(run, 'preview')[0]!.details).toMatchObject({ port, reason: 'EADDRINUSE' });
  expect((await previewOnce(makeWorkspace(), '--port', String(port))).stderr + run.stderr).toContain(String(port));
});

test('a program that answers as no preview does is another program', async () => {
  for (const answer of ['', '{}', '{"workspace":1}', 'null', '<html>', '{"workspace":"x","run":"y"}']) {
    const port = await freePort();
    await takePort(
      port,
      createHttpServer((_, response) => void response.end(answer)),
    );
    expect((await previewOnce(makeWorkspace(), '--port', String(port))).exitCode, answer).toBe(2);
  }
});

test('where the usual port is taken, it takes one after it', async () => {
  await takePort(4400);
  const preview = await speakPreview(makeWorkspace().folder, []);
  onTestFinished(async () => void (await preview.end()));
  const { port, origin } = new URL(preview.told()[0]!);
  expect(Number(port)).toBeGreaterThan(4400);
  expect(Number(port)).toBeLessThan(4420);
  expect((await request(origin, {})).status).toBe(200);
});

test('a second preview of the same workspace leads to the first', async () => {
  const workspace = makeWorkspace();
  const first = await startPreview(workspace.folder);
  onTestFinished(async () => void (await first.end()));
  const { port } = new URL(first.origin);
  const second = await previewOnce(workspace, '--port', port, 'tammikuu');
  expect(second.exitCode).toBe(0);
  expect(second.stdout).toContain(`${first.origin}/issues/tammikuu`);
  const told = await previewOnce(workspace, '--port', port, '--json');
  expect(JSON.parse(told.stdout)).toMatchObject({ ok: true, data: { url: `${first.origin}/`, running: true } });
  expect((await previewOnce(makeWorkspace(), '--port', port)).exitCode).toBe(2);
});

test('a folder without newsletter.yaml is a problem', async () => {
  const run = await previewOnce(makeWorkspace({ 'newsletter.yaml': null }), '--json');
  expect(run.exitCode).toBe(2);
  expect(problemsOf(run, 'preview').map(({ code }) => code)).toEqual(['config-missing']);
});

test('an issue that is not there is a problem, with the name that is nearest', async () => {
  const run = await previewOnce(makeWorkspace(), 'tamikuu', '--json');
  expect(run.exitCode).toBe(2);
  expect(problemsOf(run, 'preview')[0]).toMatchObject({ code: 'issue-not-found', details: { nearest: 'tammikuu' } });
});

test.each(['-1', '65536', 'x', '80.5', ''])('“%s” is no port', async (port) => {
  expect((await previewOnce(makeWorkspace(), '--port', port)).exitCode).toBe(2);
});

test.each(['192.0.2.1', 'nowhere.invalid'])('at %s, which is not this computer, nothing can listen', async (host) => {
  const run = await previewOnce(makeWorkspace(), '--host', host, '--port', '0', '--json');
  expect(run.exitCode).toBe(2);
  expect(problemsOf(run, 'preview').map(({ code }) => code)).toEqual(['preview-cannot-listen']);
});

test('a folder without issues is shown with the way to the first one', async () => {
  const preview = await startPreview(makeWorkspace({ 'issues/tammikuu.md': null }).folder);
  onTestFinished(async () => void (await preview.end()));
  const { status, body } = await request(preview.origin, {});
  expect(status).toBe(200);
  expect(body).toContain('issues/');
  expect(body).toMatch(/<pre[^>]*><code>---/);
});

describe('with the name of an issue', () => {
  test.each(['tammikuu', 'issues/tammikuu.md'])('%s, it leads to it', async (name) => {
    const preview = await startPreview(makeWorkspace().folder, [name]);
    onTestFinished(async () => void (await preview.end()));
    expect(preview.url).toBe(`${preview.origin}/issues/tammikuu`);
    expect((await request(preview.origin, { target: '/issues/tammikuu' })).status).toBe(200);
  });
});

test('with --json it tells one line, and nothing more at its end', async () => {
  const stop = new AbortController();
  let told = '';
  const options = { stop: stop.signal, onStdout: (text: string) => ((told += text), stop.abort()) };
  const { exitCode, stdout, stderr } = await runProgram(makeWorkspace().folder, ['preview', '--port', '0', '--json'], options);
  expect(exitCode).toBe(0);
  expect(stdout).toBe(told);
  expect(stdout).toMatch(/^[^\n]+\n$/);
  expect(JSON.parse(stdout)).toMatchObject({ command: 'preview', ok: true, problems: [] });
  expect(stderr).toBe('');
});

test('it opens its page in the browser where there is one, unless told not to', async () => {
  for (const [argv, count] of [
    [[], 1],
    [['--no-open'], 0],
  ] as const) {
    const stop = new AbortController();
    const opened: string[] = [];
    const open = (address: string): Promise<void> => Promise.resolve(void opened.push(address));
    const run = runProgram(makeWorkspace().folder, ['preview', 'tammikuu', '--port', '0', ...argv], {
      stop: stop.signal,
      open,
      onStdout: () => setTimeout(() => stop.abort(), 100),
    });
    const { exitCode, stdout } = await run;
    expect(exitCode).toBe(0);
    expect(opened).toHaveLength(count);
    for (const address of opened) expect(stdout).toContain(address);
  }
});

test('an issue whose name no page can have is told of, and leads nowhere', async () => {
  const preview = await startPreview(makeWorkspace({ 'issues/Kirje 2.md': '---\ntitle: Toinen kirje\n---\n' }).folder);
  onTestFinished(async () => void (await preview.end()));
  const { body } = await request(preview.origin, {});
  expect(body).toContain('issues/Kirje 2.md');
  for (const [, link] of body.matchAll(/href="(\/issues\/[^"]*)"/g)) {
    expect((await request(preview.origin, { target: link! })).status, link).toBe(200);
  }
});
