import { readdirSync } from 'node:fs';
import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import { runProgram } from '../support/run-program.ts';
import { CONFIG, ISSUE, type TestWorkspace, makeWorkspace } from '../support/workspace.ts';

const ARCHIVE = `${CONFIG}archive: { url: https://arkisto.example.fi/kirjeet }\n`;

function inInks(width: number): Promise<Buffer> {
  const blue = { width, height: Math.round(width / 2), channels: 3 as const, background: '#3060c0' };
  return sharp({ create: blue }).toColourspace('cmyk').jpeg().toBuffer();
}

function withImage(bytes: Uint8Array, config = CONFIG): TestWorkspace {
  return makeWorkspace({
    'newsletter.yaml': config,
    'issues/tammikuu.md': ISSUE.replace('Lisää tekstiä.', '![Kuva](kuva.jpg)'),
    'issues/tammikuu/kuva.jpg': bytes,
  });
}

function imagesIn(workspace: TestWorkspace, folder: string): Buffer[] {
  const names = readdirSync(workspace.path(folder)).filter((name) => /^(?:kuva|logo)-.*\.jpg$/.test(name));
  return names.map((name) => workspace.readBytes(`${folder}/${name}`));
}

describe.each([600, 1_000, 2_000])('a JPEG for a printer, %i px wide', (width) => {
  let bytes: Buffer;
  beforeAll(async () => {
    bytes = await inInks(width);
  });

  test('leaves in the colours of screens', async () => {
    const workspace = withImage(bytes);
    const run = await runProgram(workspace.folder, ['build', 'tammikuu', '--json']);
    expect(run.exitCode, run.stdout).toBe(0);
    const [image] = imagesIn(workspace, 'dist/tammikuu/images');
    expect(await sharp(image).metadata()).toMatchObject({ space: 'srgb', channels: 3, width: Math.min(width, 1_200) });
    const { dominant } = await sharp(image).stats();
    expect(dominant.b).toBeGreaterThan(dominant.r + 60);
  });

  test('is published in the colours of screens, in every width', async () => {
    const workspace = withImage(bytes, ARCHIVE);
    expect((await runProgram(workspace.folder, ['archive'])).exitCode).toBe(0);
    const images = imagesIn(workspace, 'dist/archive/tammikuu');
    expect(images.length).toBeGreaterThan(0);
    for (const image of images) expect((await sharp(image).metadata()).space).toBe('srgb');
  });
});

test('the profile of the printer decides over the colours', async () => {
  const plain = await inInks(600);
  const profiled = await sharp(plain, {}).withIccProfile('cmyk').toColourspace('cmyk').jpeg().toBuffer();
  expect((await sharp(profiled).metadata()).hasProfile).toBe(true);
  const workspace = withImage(profiled);
  await runProgram(workspace.folder, ['build', 'tammikuu']);
  const [image] = imagesIn(workspace, 'dist/tammikuu/images');
  expect(await sharp(image).metadata()).toMatchObject({ space: 'srgb', hasProfile: false });
});

test('a logo for a printer leaves in the colours of screens', async () => {
  const config = CONFIG.replace('address: Katu 1', 'address: Katu 1, logo: logo.jpg');
  const workspace = makeWorkspace({ 'newsletter.yaml': config, 'logo.jpg': await inInks(400) });
  await runProgram(workspace.folder, ['build', 'tammikuu']);
  const [logo] = imagesIn(workspace, 'dist/tammikuu/images');
  expect((await sharp(logo).metadata()).space).toBe('srgb');
});

test('a JPEG in colours or in grey stays as it is, octet for octet', async () => {
  const blue = sharp({ create: { width: 600, height: 300, channels: 3, background: '#3060c0' } });
  for (const bytes of [await blue.clone().jpeg().toBuffer(), await blue.clone().greyscale().jpeg().toBuffer()]) {
    const workspace = withImage(bytes);
    await runProgram(workspace.folder, ['build', 'tammikuu']);
    expect(imagesIn(workspace, 'dist/tammikuu/images')).toEqual([bytes]);
  }
});
