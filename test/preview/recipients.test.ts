import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningPreview, startPreview } from '../support/preview.ts';
import { type RawAnswer, request } from '../support/raw-http.ts';
import { TestWorkspace } from '../support/workspace.ts';

const LIST = `email,organisation
kettu@example.org,Kettumäen <b>kyläyhdistys</b> ry
susi@example.org,
karhu@example.org,Karhulan kylätoimikunta ry
`;

let workspace: TestWorkspace;
let preview: RunningPreview;

beforeAll(async () => {
  workspace = new TestWorkspace({ 'subscribers/jarjestot.csv': LIST });
  preview = await startPreview(workspace.folder);
});
afterAll(async () => {
  await preview.end();
  workspace.remove('');
});

const ROW = /kettu|susi@|karhu/i;
const VIEWS = ['email', 'text', 'source', 'images', 'dark', 'forced'];

function ask(target: string): Promise<RawAnswer> {
  return request(preview.origin, { target });
}

/** The id that stands for a recipient in addresses. */
async function idOf(name: string): Promise<string> {
  const { body } = await ask(`/issues/tammikuu?real=1&find=${name}`);
  return /as=(r-[0-9a-f]{20})[^>]*data-stay>[^<]*@/.exec(body)![1]!;
}

test('only who asks for recipients sees any', async () => {
  for (const query of ['', '?real=0', '?real=true', '?real=1%20', '?find=ry', '?as=kettu@example.org', '?Real=1']) {
    expect((await ask(`/issues/tammikuu${query}`)).raw, query).not.toMatch(ROW);
  }
  expect((await ask('/issues/tammikuu?real=1&find=kettu')).body).toContain('kettu@example.org');
});

test('recipients are asked for one by one, and are not all shown', async () => {
  expect((await ask('/issues/tammikuu?real=1')).body).not.toMatch(ROW);
  expect((await ask('/issues/tammikuu?real=1&find=kettu')).body).not.toMatch(/susi@|karhu/i);
});

test('an id says nothing of the address, and only recipients of this run have one', async () => {
  const id = await idOf('karhu');
  const { body } = await ask(`/issues/tammikuu?real=1&as=${id}`);
  expect(body).toContain('karhu@example.org');
  const other = await startPreview(workspace.folder);
  const { body: theirs } = await request(other.origin, { target: `/issues/tammikuu?real=1&as=${id}` });
  expect(theirs).not.toMatch(ROW);
  await other.end();
});

test('an id without asking for recipients shows nobody', async () => {
  const id = await idOf('kettu');
  for (const query of [`as=${id}`, `as=${id}&real=0`, `as=${id}&real=`]) {
    for (const page of ['/issues/tammikuu', '/messages/tammikuu', '/hand-on/tammikuu']) {
      expect((await ask(`${page}?${query}`)).raw, `${page}?${query}`).not.toMatch(ROW);
    }
    for (const view of VIEWS) expect((await ask(`/frames/tammikuu/${view}?${query}`)).raw, view).not.toMatch(ROW);
  }
});

test('who is asked for is shown in each frame of the page, and in the message to save', async () => {
  const id = await idOf('kettu');
  for (const view of ['email', 'text', 'source']) {
    const { body } = await ask(`/issues/tammikuu?real=1&as=${id}&view=${view}`);
    const frame = /<iframe id="Frame-first"[^>]*src="([^"]+)"/.exec(body)![1]!.replaceAll('&amp;', '&');
    expect((await ask(frame)).body, view).toMatch(ROW);
    if (view !== 'source') continue;
    const message = /href="(\/messages\/[^"]+)"/.exec(body)![1]!.replaceAll('&amp;', '&');
    expect((await ask(message)).body).toContain('To: ');
    expect((await ask(message)).body).toContain('kettu@example.org');
  }
});

test('what stands in a row is text', async () => {
  const id = await idOf('kettu');
  for (const target of [
    `/issues/tammikuu?real=1&find=kettu&as=${id}`,
    `/frames/tammikuu/email?real=1&as=${id}`,
    `/hand-on/tammikuu?real=1&as=${id}`,
  ]) {
    expect((await ask(target)).body, target).not.toContain('<b>kylä');
  }
  const payload = '"><script>alert(1)</script>';
  expect((await ask(`/issues/tammikuu?real=1&find=${encodeURIComponent(payload)}`)).body).not.toContain('<script>alert');
});

test('an invented reader is none of them', async () => {
  for (const as of ['columns', 'usual', 'long', 'empty']) {
    for (const view of VIEWS) expect((await ask(`/frames/tammikuu/${view}?real=1&as=${as}`)).raw).not.toMatch(ROW);
  }
});

test('what is wrong with a row is told on the start page without saying whose it is', async () => {
  workspace.write('subscribers/jarjestot.csv', `${LIST}kettu@example.org,Kettumäki\n`);
  const first = async (): Promise<string> => (await ask('/')).body;
  await expect.poll(first, { timeout: 10_000 }).toMatch(/class="first">[^<]*…/);
  expect(await first()).not.toMatch(ROW);
  workspace.write('subscribers/jarjestot.csv', LIST);
});
