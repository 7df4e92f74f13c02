import { readFileSync, readdirSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import sharp from 'sharp';
import { runProgram } from '../support/run-program.ts';
import { spawnProgram } from '../support/spawn-program.ts';
import { CONFIG, ISSUE, type TestWorkspace, makeWorkspace } from '../support/workspace.ts';

const ARCHIVE = `${CONFIG}archive: { url: https://arkisto.example.fi/kirjeet }\n`;
const WITH_FILES = ISSUE.replace(
  'Lisää tekstiä.',
  '![Kuva: kaksi {{organisation|ystävää}}](Iso%20kuva.jpg)\n\nKatso [ohjelma](ohjelma.pdf).',
);
const FILES = { 'issues/tammikuu.md': WITH_FILES, 'issues/tammikuu/ohjelma.pdf': 'x'.repeat(120_000) };

let photo: Buffer;
beforeAll(async () => {
  const noise = { create: { width: 2_400, height: 1_200, channels: 3 as const, background: '#336699' } };
  photo = await sharp(noise)
    .jpeg()
    .withExif({ IFD0: { Artist: 'Salainen Kuvaaja' } })
    .toBuffer();
});

function withFiles(config: string): TestWorkspace {
  return makeWorkspace({ 'newsletter.yaml': config, ...FILES, 'issues/tammikuu/Iso kuva.jpg': photo });
}

/** Every file of a folder with its content. */
function contentsOf(folder: string): Map<string, string> {
  const files = (readdirSync(folder, { recursive: true }) as string[]).filter((file) => statSync(join(folder, file)).isFile());
  return new Map(files.toSorted().map((file) => [file, readFileSync(join(folder, file), 'base64')]));
}

describe('with an archive', () => {
  test('images and files lie where the e-mail refers to them by their whole addresses', async () => {
    const workspace = withFiles(ARCHIVE);
    const run = await runProgram(workspace.folder, ['build', 'tammikuu', '--json']);
    expect(run.exitCode, run.stdout).toBe(0);
    expect((await runProgram(workspace.folder, ['archive'])).exitCode).toBe(0);
    const names = readdirSync(workspace.path('dist/archive/tammikuu'));
    const image = names.find((name) => /^iso-kuva-[0-9a-f]{8}\.jpg$/.test(name));
    const file = names.find((name) => /^ohjelma-[0-9a-f]{8}\.pdf$/.test(name));
    expect(workspace.readBytes(`dist/archive/tammikuu/${file}`)).toHaveLength(120_000);
    expect(workspace.readBytes(`dist/archive/tammikuu/${image}`)).toEqual(workspace.readBytes(`dist/tammikuu/images/${image}`));
    const eml = workspace.read('dist/tammikuu/email.eml').replace(/=\r\n/g, '');
    expect(eml).toContain(`src=3D"https://arkisto.example.fi/kirjeet/tammikuu/${image}"`);
    expect(eml).not.toContain('cid:');
    const text = workspace.read('dist/tammikuu/email.txt').replace(/\s+/g, ' ');
    expect(text).toContain(`ohjelma (PDF, 120 kt) (https://arkisto.example.fi/kirjeet/tammikuu/${file})`);
    expect(text).toContain('Näytä selaimessa: https://arkisto.example.fi/kirjeet/tammikuu/');
  });

  test('the page on this machine shows what is not published yet', async () => {
    const workspace = withFiles(ARCHIVE);
    await runProgram(workspace.folder, ['build', 'tammikuu']);
    const [src] = /images\/iso-kuva-[0-9a-f]+\.jpg/.exec(workspace.read('dist/tammikuu/email.html'))!;
    expect(workspace.has(`dist/tammikuu/${src}`)).toBe(true);
  });

  test('a photograph is scaled for a screen of double density, and says nothing of who took it where', async () => {
    const workspace = withFiles(ARCHIVE);
    await runProgram(workspace.folder, ['build', 'tammikuu']);
    const [name] = readdirSync(workspace.path('dist/tammikuu/images')).filter((file) => file.endsWith('.jpg'));
    const image = workspace.readBytes(`dist/tammikuu/images/${name}`);
    expect(await sharp(image).metadata()).toMatchObject({ width: 1_200, height: 600, format: 'jpeg' });
    expect(photo.includes('Salainen')).toBe(true);
    expect(image.includes('Salainen')).toBe(false);
    expect(workspace.read('dist/tammikuu/email.html')).toMatch(
      /<img [^>]*alt="Kuva: kaksi ystävää"[^>]*width="536"[^>]*height="268"/,
    );
  });

  test('a photograph that lies on its side stands upright', async () => {
    const workspace = withFiles(ARCHIVE);
    workspace.write(
      'issues/tammikuu/Iso kuva.jpg',
      await sharp(photo).resize(400, 200).jpeg().withMetadata({ orientation: 6 }).toBuffer(),
    );
    await runProgram(workspace.folder, ['build', 'tammikuu']);
    const [name] = readdirSync(workspace.path('dist/tammikuu/images')).filter((file) => file.endsWith('.jpg'));
    const { width, height, orientation } = await sharp(workspace.readBytes(`dist/tammikuu/images/${name}`)).metadata();
    expect([width, height, orientation]).toEqual([200, 400, undefined]);
  });

  test('images: embedded carries them all the same', async () => {
    const workspace = withFiles(`${ARCHIVE}images: embedded\n`);
    await runProgram(workspace.folder, ['build', 'tammikuu']);
    expect(workspace.read('dist/tammikuu/email.eml')).toMatch(/src=3D"cid:/);
    await runProgram(workspace.folder, ['archive']);
    expect(readdirSync(workspace.path('dist/archive/tammikuu')).filter((name) => name.endsWith('.pdf'))).toHaveLength(1);
  });

  test('what stands behind <!-- more --> is left out and led to; its images are not carried', async () => {
    const more = `${ISSUE}\n<!-- more -->\n\nVain verkossa.\n\n![Kuva](Iso%20kuva.jpg)\n`;
    const workspace = makeWorkspace({
      'newsletter.yaml': `${ARCHIVE}images: embedded\n`,
      'issues/tammikuu.md': more,
      'issues/tammikuu/Iso kuva.jpg': photo,
    });
    expect((await runProgram(workspace.folder, ['build', 'tammikuu'])).exitCode).toBe(0);
    for (const name of ['html', 'txt', 'eml'])
      expect(workspace.read(`dist/tammikuu/email.${name}`)).not.toMatch(/Vain verkossa|image\/jpeg/);
    const link = 'https://arkisto.example.fi/kirjeet/tammikuu/#toinen';
    expect(workspace.read('dist/tammikuu/email.html')).toMatch(new RegExp(`<a href="${link}"[^>]*>Lue lisää: Toinen</a>`));
    expect(workspace.read('dist/tammikuu/email.txt')).toContain(`Lue lisää: Toinen\n${link}\n`);
  });
});

test('without an archive images travel in the message, and a file to fetch or a mark for more is an error', async () => {
  const workspace = withFiles(CONFIG);
  workspace.write('issues/tammikuu.md', `${WITH_FILES}\n<!-- more -->\n\nLoput.\n`);
  const run = await runProgram(workspace.folder, ['build', 'tammikuu', '--json']);
  expect(run.exitCode).toBe(1);
  const { problems } = JSON.parse(run.stdout) as { problems: { code: string; line: number }[] };
  expect(problems.map(({ code, line }) => [code, line])).toEqual([
    ['file-without-archive', 19],
    ['more-without-archive', 21],
  ]);
  expect(workspace.read('dist/tammikuu/email.eml')).toMatch(/src=3D"cid:/);
});

test('the organisation’s logo stands at the top, named by the organisation', async () => {
  const workspace = makeWorkspace({ 'newsletter.yaml': CONFIG.replace('address: Katu 1', 'address: Katu 1, logo: logo.png') });
  workspace.write(
    'logo.png',
    await sharp({ create: { width: 400, height: 100, channels: 3, background: 'red' } })
      .png()
      .toBuffer(),
  );
  expect((await runProgram(workspace.folder, ['build', 'tammikuu'])).exitCode).toBe(0);
  expect(workspace.read('dist/tammikuu/email.html')).toMatch(
    /<img alt="Esimerkkiyhdistys" src="images\/logo-[^"]*"[^>]*width="180"[^>]*height="45"|<img [^>]*alt="Esimerkkiyhdistys"[^>]*height="45"[^>]*width="180"/,
  );
});

describe('the same issue, theme and configuration', () => {
  test('give the same bytes, in another folder too', async () => {
    const [one, two] = [withFiles(ARCHIVE), withFiles(ARCHIVE)];
    for (const { folder } of [one, two]) await runProgram(folder, ['build', 'tammikuu']);
    expect(contentsOf(one.path('dist/tammikuu'))).toEqual(contentsOf(two.path('dist/tammikuu')));
    expect(contentsOf(one.path('dist/tammikuu')).size).toBe(5);
  });

  test('are not composed again: what was built comes from the cache, the same bytes', async () => {
    const workspace = withFiles(ARCHIVE);
    await runProgram(workspace.folder, ['build', 'tammikuu']);
    const before = contentsOf(workspace.path('dist/tammikuu'));
    const cache = workspace.read('dist/.cache/tammikuu.json');
    workspace.write('dist/.cache/tammikuu.json', cache.replace('Ensimmäinen', 'Muistettu'));
    workspace.remove('dist/tammikuu');
    await runProgram(workspace.folder, ['build', 'tammikuu']);
    expect(workspace.read('dist/tammikuu/email.html')).toContain('Muistettu');
    workspace.write('dist/.cache/tammikuu.json', cache);
    await runProgram(workspace.folder, ['build', 'tammikuu']);
    expect(contentsOf(workspace.path('dist/tammikuu'))).toEqual(before);
  });

  test.each([
    ['the text', 'issues/tammikuu.md', (text: string) => text.replace('Teksti', 'Muutettu'), 'Muutettu'],
    ['the configuration', 'newsletter.yaml', (text: string) => text.replace('Katu 1', 'Muutettu 2'), 'Muutettu 2'],
    ['the cache itself', 'dist/.cache/tammikuu.json', (text: string) => text.slice(0, 5000), 'Teksti'],
  ])('when %s changed are composed anew', async (_, file, change, words) => {
    const workspace = withFiles(ARCHIVE);
    await runProgram(workspace.folder, ['build', 'tammikuu']);
    workspace.write(file, change(workspace.read(file)));
    await runProgram(workspace.folder, ['build', 'tammikuu']);
    expect(workspace.read('dist/tammikuu/email.html')).toContain(words);
  });

  test.each([
    [
      'a list that lies elsewhere',
      { 'newsletter.yaml': ARCHIVE.replace('subscribers/', 'listat/'), 'listat/jarjestot.csv': 'email\na@example.org\n' },
      'listat/jarjestot.csv',
      'email\nei osoitetta\n',
      'list-address',
    ],
    ['a variant that came', {}, 'issues/tammikuu.de.md', 'x', 'variant-language'],
    ['a theme of the workspace that came', {}, 'templates/selkea/theme.yaml', 'light: {}\n', 'theme-token-missing'],
  ])('%s is noticed', async (_, files, file, content, code) => {
    const workspace = makeWorkspace({ 'newsletter.yaml': ARCHIVE, ...files });
    expect((await runProgram(workspace.folder, ['build', 'tammikuu'])).exitCode).toBe(0);
    workspace.write(file, content);
    expect((await runProgram(workspace.folder, ['build', 'tammikuu'])).stderr).toContain(code);
  });

  test('another picture under the same name is noticed', async () => {
    const workspace = withFiles(ARCHIVE);
    const images = (): string[] => readdirSync(workspace.path('dist/tammikuu/images'));
    await runProgram(workspace.folder, ['build', 'tammikuu']);
    const before = images();
    workspace.write('issues/tammikuu/Iso kuva.jpg', await sharp(photo).negate().jpeg().toBuffer());
    await runProgram(workspace.folder, ['build', 'tammikuu']);
    expect(images()).not.toEqual(before);
    expect(images()).toHaveLength(before.length);
  });

  test('what a link leads to is not followed, so nothing is kept of a build with one', async () => {
    const workspace = withFiles(ARCHIVE);
    symlinkSync('Iso kuva.jpg', workspace.path('issues/tammikuu/linkki.jpg'));
    expect((await runProgram(workspace.folder, ['build', 'tammikuu'])).exitCode).toBe(0);
    expect(workspace.has('dist/.cache/tammikuu.json')).toBe(false);
  });

  test('what was said of an issue is said again when it comes from the cache', async () => {
    const workspace = makeWorkspace({
      'issues/tammikuu.md': ISSUE.replace('[linkki](https://www.example.fi/a?o={{organisation|x}})', '[Lue lisää](#)'),
    });
    const [first, again] = [
      await runProgram(workspace.folder, ['build', '--json']),
      await runProgram(workspace.folder, ['build', '--json']),
    ];
    expect(first.exitCode).toBe(1);
    expect(again).toEqual(first);
    expect(workspace.has('dist/.cache/tammikuu.json')).toBe(true);
  });

  test('a send never takes its text from the cache', async () => {
    const workspace = makeWorkspace();
    await runProgram(workspace.folder, ['build', 'tammikuu']);
    const cache = workspace.read('dist/.cache/tammikuu.json');
    workspace.write('dist/.cache/tammikuu.json', cache.replace('Ensimmäinen', 'Muistettu'));
    await spawnProgram(workspace.folder, ['send', 'tammikuu', '--yes']);
    const [eml] = readdirSync(workspace.path('dist/tammikuu/outbox')).filter((name) => name.endsWith('.eml'));
    expect(workspace.read(`dist/tammikuu/outbox/${eml}`)).not.toContain('Muistettu');
  });
});
