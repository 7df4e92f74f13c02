import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CANARIES, GUARDED, GuardedWorkspace, leaksIn } from '../support/guarded-workspace.ts';
import { type RunningPreview, startPreview } from '../support/preview.ts';
import { type RawAnswer, request } from '../support/raw-http.ts';

let workspace: GuardedWorkspace;
let preview: RunningPreview;

beforeAll(async () => {
  workspace = new GuardedWorkspace();
  preview = await startPreview(workspace.folder);
});
afterAll(async () => {
  await preview.end();
  workspace.clear();
});

/** Ways to write “one folder up”. */
const UPS = [
  '../',
  '..%2f',
  '..%2F',
  '%2e%2e/',
  '%2E%2e%2F',
  '.%2e/',
  '..\\',
  '..%5c',
  '%252e%252e%252f',
  '..%252f',
  '..%c0%af',
  '%c0%ae%c0%ae/',
  '%e0%80%ae%e0%80%ae/',
  '..%ef%bc%8f',
  '%ef%bc%8e%ef%bc%8e/',
  '..;/',
  '..%3b/',
  '....//',
  '..//',
  './../',
  '..%00/',
  '..%0d%0a/',
  '..%u2215',
  '..%09/',
  '.. /',
  '..?/',
  '..#/',
  '~/',
  'x/../../',
  '%5c..%5c',
];

const PLACES = [
  '/',
  '/assets/',
  '/files/tammikuu/',
  '/files/',
  '/frames/tammikuu/web/fi/0/',
  '/frames/tammikuu/web/fi/',
  '/frames/tammikuu/web/',
  '/frames/tammikuu/',
  '/hand-on/',
  '/messages/',
  '/issues/',
  '/issues/tammikuu/',
];

describe.each(PLACES)('below %s', (place) => {
  test('no way up leads to any file', async () => {
    const targets = UPS.flatMap((up) => GUARDED.flatMap((file) => [1, 4].map((depth) => `${place}${up.repeat(depth)}${file}`)));
    expect(targets.length).toBeGreaterThan(800);
    await expectNothing(targets);
  });

  test('no file is to be had by its path, however that is written', async () => {
    const { folder } = workspace;
    const targets = GUARDED.flatMap((file) => {
      const absolute = `${folder}/${file}`;
      const name = file.split('/').at(-1)!;
      const forms = [file, name, `/${file}`, absolute, absolute.replaceAll('/', '%2f'), `file://${absolute}`];
      const more = [`${file}%00.png`, `${file}%00`, `${file}/`, `${file}.`, `${file}~`, `./${file}`, `%2e/${file}`];
      const encoded = Buffer.from(file).toString('hex').replace(/../g, '%$&');
      return [...forms, ...more, encoded, encoded.replaceAll('%', '%25'), file.toUpperCase()].map((form) => place + form);
    });
    await expectNothing(targets);
  });
});

test('the names that an issue calls others’ files by lead to none', async () => {
  const names = ['ulos.png', 'ulos.txt', 'lista.csv', 'kuva.png', 'salaisuus.txt', 'jarjestot.csv', 'muistiinpanot.txt', '.env'];
  await expectNothing(names.flatMap((name) => [`/files/helmikuu/${name}`, `/frames/helmikuu/web/fi/0/helmikuu/${name}`]));
});

test('no part of the address that is no path is one', async () => {
  const values = GUARDED.flatMap((file) => [file, `../${file}`, `../../${file}`, `${workspace.folder}/${file}`]);
  const names = ['theme', 'language', 'view', 'beside', 'as', 'find', 'file', 'path', 'token'];
  await expectPages(
    values.flatMap((value) =>
      names.flatMap((name) => {
        const query = new URLSearchParams({ [name]: value }).toString();
        return ['/files/tammikuu/kuva.png', '/hand-on/tammikuu', '/issues/tammikuu'].map((page) => `${page}?${query}`);
      }),
    ),
  );
});

const VIEWS = ['email', 'dark', 'forced', 'images', 'text', 'web', 'source'];

describe.each(['tammikuu', 'helmikuu'])('of %s', (slug) => {
  test('no page and no frame shows what is not the issue’s', async () => {
    const readers = ['columns', 'usual', 'long', 'empty', 'r-00000000000000000000', 'b@example.org', '0'];
    const states = [...VIEWS, 'none'].flatMap((beside) => readers.map((as) => `beside=${beside}&as=${as}`));
    const found = ['find=kanaria', 'find=ry', 'real=0&find=ry', 'real=true&find=ry', 'real=1%20&find=ry', 'real='];
    await expectPages([
      '/',
      '/identity',
      ...[...states, ...found].map((query) => `/issues/${slug}?${query}`),
      ...VIEWS.flatMap((view) => readers.map((as) => `/frames/${slug}/${view}?as=${as}`)),
      ...VIEWS.map((view) => `/hand-on/${slug}?view=${view}`),
      ...[0, 1, 2, 3].flatMap((theme) => ['', 'index.html'].map((path) => `/frames/${slug}/web/fi/${theme}/${path}`)),
      `/messages/${slug}`,
    ]);
  });
});

test('what the issue does show is there', async () => {
  const page = (await ask('/frames/tammikuu/email')).body;
  const image = /src="(\/files\/tammikuu\/kuva-[0-9a-f]{8}\.png)/.exec(page)![1]!;
  expect((await ask(image)).headers.get('content-type')).toEqual(['image/png']);
  expect(leaksIn((await ask('/issues/tammikuu?real=1&find=ry')).raw)).toEqual([CANARIES.row]);
});

test('what is wrong with newsletter.yaml is told without its words', async () => {
  const { configuration } = CANARIES;
  const sound = workspace.read('newsletter.yaml');
  for (const broken of [`salasana: "${configuration}\n`, `from: [${configuration}\n`, `${configuration}:: {\n`]) {
    workspace.write('newsletter.yaml', `${sound}${broken}`);
    await expect.poll(async () => (await ask('/')).body, { timeout: 10_000 }).toContain('role="alert"');
    await expectPages(['/', '/issues/tammikuu', '/issues/helmikuu']);
    workspace.write('newsletter.yaml', sound);
    await expect.poll(async () => (await ask('/')).body, { timeout: 10_000 }).not.toContain('role="alert"');
  }
});

function ask(target: string): Promise<RawAnswer> {
  return request(preview.origin, { target });
}

/** Nothing is found at any of these, and nothing leaks on the way. */
async function expectNothing(targets: readonly string[]): Promise<void> {
  await expectAll(targets, ({ status, raw }) => status >= 300 && status < 500 && leaksIn(raw).length === 0);
}

/** Whatever stands there shows none of the canaries, and nothing breaks. */
async function expectPages(targets: readonly string[]): Promise<void> {
  await expectAll(targets, ({ status, raw }) => status > 0 && status < 500 && leaksIn(raw).length === 0);
}

async function expectAll(targets: readonly string[], isFine: (answer: RawAnswer) => boolean): Promise<void> {
  const bad: string[] = [];
  const left = [...targets];
  const work = async (): Promise<void> => {
    for (let target = left.pop(); target !== undefined; target = left.pop()) {
      const answer = await ask(target);
      if (!isFine(answer)) bad.push(`${target}: ${answer.status} ${leaksIn(answer.raw).join(' ')}`);
    }
  };
  await Promise.all(Array.from({ length: 8 }, work));
  expect(bad.slice(0, 20)).toEqual([]);
}
