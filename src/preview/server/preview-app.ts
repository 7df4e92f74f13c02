import { setTimeout } from 'node:timers/promises';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { getCookie, setCookie } from 'hono/cookie';
import { type SSEStreamingApi, streamSSE } from 'hono/streaming';
import { handOnPage } from '../hand-on/hand-on-page.ts';
import { issuePage } from '../page/issue-page.ts';
import { noticePage } from '../page/notice-page.ts';
import { startPage } from '../page/start-page.ts';
import { formatPageState, parsePageState } from '../page-state.ts';
import type { Studio } from '../studio.ts';
import { contextOf } from './context-of.ts';
import { type Doorkeeper, isSame } from './doorkeeper.ts';
import { serveFile, serveFrame, serveMessage, serveWebPage } from './frames.ts';
import { headersFor } from './policies.ts';
import type { PreviewSetting } from './preview-setting.ts';

/** Octets of the largest form. */
const LARGEST_FORM = 10_000;
const HTML = 'text/html; charset=utf-8';

/** The preview's addresses. Requests have passed the guard before they come here. */
export function makePreviewApp(setting: PreviewSetting): Hono {
  const { studio, files, identity } = setting;
  const app = new Hono();
  if (setting.door) keepDoor(app, setting.door, studio);

  app.get('/', async ({ body }) => body(startPage(await studio.voice(), await studio.overview()), 200, headersFor('page', HTML)));
  app.get('/identity', ({ body }) => body(JSON.stringify(identity), 200, headersFor('file', 'application/json')));
  app.get('/assets/:name', ({ req, body, notFound }) => {
    const file = files.get(req.param('name'));
    return file ? body(file.content, 200, headersFor('file', file.type)) : notFound();
  });
  app.get('/changes', (context) => {
    for (const [name, value] of Object.entries(headersFor('file', 'text/event-stream'))) context.header(name, value);
    if (context.req.method === 'HEAD') return context.body(null);
    return streamSSE(context, (stream) => tellChanges(stream, studio, identity.run));
  });

  app.get('/issues/:slug', async ({ req, body, notFound }) => {
    const context = await contextOf(setting, req.param('slug'), parsePageState(queryOf(req.url)));
    return context ? body(issuePage(context), 200, headersFor('page', HTML)) : notFound();
  });
  const limit = bodyLimit({ maxSize: LARGEST_FORM, onError: ({ body }) => body('413\n', 413, headersFor('file', 'text/plain')) });
  app.post('/issues/:slug/test', limit, async ({ req, body, redirect, notFound }) => {
    const form = new URLSearchParams(await req.text());
    if (!isSame(form.get('token') ?? '', setting.token)) {
      const voice = await studio.voice();
      const { refused, refusedText } = voice.page.notices;
      return body(noticePage(voice, refused, refusedText), 403, headersFor('page', HTML));
    }
    const slug = req.param('slug');
    if (!(await studio.issue(slug))) return notFound();
    await studio.sendTest(slug, form.get('address') ?? '');
    return redirect(`/issues/${slug}${formatPageState(parsePageState(queryOf(req.url)))}`, 303);
  });
  app.get('/hand-on/:slug', async ({ req, body, notFound }) => {
    const slug = req.param('slug');
    const context = await contextOf(setting, slug, parsePageState(queryOf(req.url)));
    const page = context && (await handOnPage(context));
    if (!page) return notFound();
    return body(page, 200, { ...headersFor('file', HTML), 'content-disposition': `attachment; filename="${slug}.html"` });
  });

  app.get('/frames/:slug/web/:language/:theme/:path{.*}', ({ req }) =>
    serveWebPage(setting, req.param('slug'), req.param('language'), req.param('theme'), req.param('path')),
  );
  app.get('/frames/:slug/:view', ({ req }) => serveFrame(setting, req.param('slug'), req.param('view'), queryOf(req.url)));
  app.get('/messages/:slug', ({ req }) => serveMessage(setting, req.param('slug'), queryOf(req.url)));
  app.get('/files/:slug/:name', ({ req }) => serveFile(setting, req.param('slug'), req.param('name'), queryOf(req.url)));

  app.onError(async (error, { body }) => {
    const voice = await studio.voice();
    const reason = voice.words.problems.internal({ reason: error.message });
    return body(noticePage(voice, '500', reason), 500, headersFor('page', HTML));
  });
  app.notFound(async ({ body }) => {
    const voice = await studio.voice();
    return body(noticePage(voice, voice.page.notices.notFound, voice.page.notices.notFoundText), 404, headersFor('page', HTML));
  });
  return app;
}

function queryOf(url: string): URLSearchParams {
  return new URL(url).searchParams;
}

const COOKIE = 'newsletter-preview';

/** A token in the address is changed for a cookie at once, and taken out of the address. */
function keepDoor(app: Hono, door: Doorkeeper, studio: Studio): void {
  app.use(async (context, next) => {
    const { req } = context;
    if (door.knows(getCookie(context, COOKIE))) return next();
    const session = req.method === 'GET' ? door.admit(req.query('token') ?? '') : undefined;
    if (session === undefined) {
      const voice = await studio.voice();
      const { refused, tokenText } = voice.page.notices;
      return context.body(noticePage(voice, refused, tokenText), 403, headersFor('page', HTML));
    }
    setCookie(context, COOKIE, session, { httpOnly: true, sameSite: 'Strict', path: '/' });
    const address = new URL(req.url);
    address.searchParams.delete('token');
    // A redirect would leave the strict cookie behind where the link stood on another site (RFC 6265bis §5.2); a page of ours takes it along.
    const headers = { ...headersFor('page', HTML), 'referrer-policy': 'no-referrer' };
    return context.body('', 200, { ...headers, refresh: `0; url=${address.pathname}${address.search}` });
  });
}

/** Milliseconds between signs of life, for proxies and for browsers that slept. The program does not wait for the next one to end. */
const SIGN_OF_LIFE = 15_000;

/** Server-sent events: which run this is, and then each change. */
async function tellChanges(stream: SSEStreamingApi, studio: Studio, run: string): Promise<void> {
  const stop = studio.onChange(() => {
    void stream.writeSSE({ event: 'changed', data: '' });
  });
  stream.onAbort(stop);
  await stream.writeSSE({ event: 'run', data: run, retry: 1000 });
  while (!stream.aborted) {
    await setTimeout(SIGN_OF_LIFE, undefined, { ref: false });
    await stream.writeSSE({ event: 'alive', data: '' });
  }
}
