import { makeMessage } from '../frame/make-message.ts';
import { makeFrame } from '../frame/make-frame.ts';
import { noticePage } from '../page/notice-page.ts';
import { VIEWS, parsePageState } from '../page-state.ts';
import { hasWebPage } from '../frame/has-web-page.ts';
import { contextOf } from './context-of.ts';
import type { PreviewSetting } from './preview-setting.ts';
import { type PolicyName, headersFor } from './policies.ts';
import { typeOf } from '../type-of.ts';

const HTML = 'text/html; charset=utf-8';

/** The issue in one view, for a frame. */
export async function serveFrame(setting: PreviewSetting, slug: string, view: string, query: URLSearchParams): Promise<Response> {
  const shown = VIEWS.find((each) => each === view);
  const context = shown && (await contextOf(setting, slug, parsePageState(query)));
  const frame = context && makeFrame(context, shown);
  return frame !== undefined ? respond(frame, HTML, 'frame') : notThere(setting, 'nothingYet');
}

/** The page that the archive will have, and what it loads, by their paths there. */
export async function serveWebPage(
  setting: PreviewSetting,
  slug: string,
  language: string,
  theme: string,
  path: string,
): Promise<Response> {
  const issue = await setting.studio.issue(slug);
  const edition = issue?.editions.find((each) => each.issue.language === language);
  if (issue && !hasWebPage(issue)) return notThere(setting, 'notPublished');
  const page = issue && edition && (await issue.webPage(edition.issue.language, issue.themes[Number(theme)] ?? issue.theme));
  if (!page) return notThere(setting, 'nothingYet');
  if (path === '') return new Response(null, { status: 302, headers: { location: page.path } });
  if (path === page.path) return respond(page.html, HTML, 'frame');
  const file = page.files.get(path);
  return file === undefined ? notThere(setting, 'notInPreview') : respond(file, typeOf(path), 'file', typeof file !== 'string');
}

/** A whole message as it goes over the wire, to be saved. */
export async function serveMessage(setting: PreviewSetting, slug: string, query: URLSearchParams): Promise<Response> {
  const context = await contextOf(setting, slug, parsePageState(query));
  const message = context && makeMessage(context);
  return message ? respond(message.raw, 'message/rfc822', 'file') : notThere(setting, 'nothingYet');
}

/** An image or a file of an issue, by the name that it leaves the house with. */
export async function serveFile(setting: PreviewSetting, slug: string, name: string, query: URLSearchParams): Promise<Response> {
  const context = await contextOf(setting, slug, parsePageState(query));
  const { template, published = [] } = context?.rendering.composition ?? {};
  const embedded = template?.images.find(({ filename }) => filename === name);
  if (embedded) return respond(Buffer.from(embedded.base64, 'base64'), embedded.mediaType, 'file', true);
  const file = published.find(({ filename }) => filename === name);
  return file ? respond(file.bytes, typeOf(name), 'file', true) : notThere(setting, 'notInPreview');
}

function respond(content: string | Uint8Array, type: string, policy: PolicyName, isFixed = false): Response {
  const body = typeof content === 'string' ? content : new Uint8Array(content);
  return new Response(body, { headers: headersFor(policy, type, isFixed) });
}

async function notThere({ studio }: PreviewSetting, why: 'nothingYet' | 'notInPreview' | 'notPublished'): Promise<Response> {
  const voice = await studio.voice();
  const { notices } = voice.page;
  const html = noticePage(voice, notices[why], notices[`${why}Text`]);
  return new Response(html, { status: 404, headers: headersFor('frame', HTML) });
}
