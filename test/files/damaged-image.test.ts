import sharp, { type Sharp } from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import { isWholeImage } from '../../src/files/is-whole-image.ts';
import { type JsonProblem, problemsOf, runProgram } from '../support/run-program.ts';
import { CONFIG, ISSUE, makeWorkspace } from '../support/workspace.ts';

/** A picture that no format packs into a few octets. */
function picture(width: number, height: number): Sharp {
  const pixels = Buffer.from(Array.from({ length: width * height * 3 }, (_, index) => (index * 7 + (index >> 8)) % 256));
  return sharp(pixels, { raw: { width, height, channels: 3 } });
}

async function problemsWith(name: string, bytes: Uint8Array): Promise<JsonProblem[]> {
  const workspace = makeWorkspace({
    'issues/tammikuu.md': ISSUE.replace('Lisää tekstiä.', `![Kuva](${name})`),
    [`issues/tammikuu/${name}`]: bytes,
  });
  const { folder } = workspace;
  return problemsOf(await runProgram(folder, ['check', 'tammikuu', '--json']), 'check');
}

const whole = new Map<string, Buffer>();
beforeAll(async () => {
  const small = picture(300, 200);
  whole.set('pieni.png', await small.clone().png().toBuffer());
  whole.set('pieni.jpg', await small.clone().jpeg().toBuffer());
  whole.set('asteittain.jpg', await small.clone().jpeg({ progressive: true }).toBuffer());
  whole.set('pieni.gif', await small.clone().gif().toBuffer());
  whole.set('harmaa.jpg', await small.clone().greyscale().jpeg().toBuffer());
  whole.set('lomittain.png', await small.clone().png({ progressive: true }).toBuffer());
  whole.set('leveä.png', await picture(1_300, 200).png().toBuffer());
  whole.set('leveä.jpg', await picture(1_300, 400).jpeg().toBuffer());
});

const NAMES = [
  'pieni.png',
  'pieni.jpg',
  'asteittain.jpg',
  'pieni.gif',
  'harmaa.jpg',
  'lomittain.png',
  'leveä.png',
  'leveä.jpg',
] as const;

describe.each(NAMES)('%s', (name) => {
  test('is fine as it is', async () => {
    expect(await problemsWith(name, whole.get(name)!)).toEqual([]);
  });

  test('is fine with a few octets after its end', async () => {
    const bytes = whole.get(name)!;
    expect(await problemsWith(name, Buffer.concat([bytes, Buffer.from('\r\n\0\0')]))).toEqual([]);
  });

  test.each([
    ['its last two octets', -2],
    ['its last octet', -1],
    ['its second half', 0.5],
    ['all but its header', 20],
    ['all but four octets', 4],
  ])('without %s is an error', async (_, cut) => {
    const bytes = whole.get(name)!;
    const left = bytes.subarray(0, cut === 0.5 ? bytes.length >> 1 : cut);
    // A GIF that ends right after its last frame is shown by every program.
    if (name === 'pieni.gif' && cut === -1) return expect(await problemsWith(name, left)).toEqual([]);
    expect(await problemsWith(name, left)).toMatchObject([
      { code: 'image-damaged', line: 17, details: { target: name, damage: 'cut' } },
    ]);
  });

  test('whose second half was never fetched, and is zeros, is an error', async () => {
    const bytes = Buffer.from(whole.get(name)!);
    expect(await problemsWith(name, bytes.fill(0, bytes.length >> 1))).toMatchObject([{ code: 'image-damaged' }]);
  });
});

test('a file without anything in it is said to be empty', async () => {
  const found = [await problemsWith('a.png', Buffer.alloc(0)), await problemsWith('b.jpg', Buffer.alloc(5_000))];
  for (const problems of found) expect(problems).toMatchObject([{ code: 'image-damaged', details: { damage: 'empty' } }]);
  expect(found[0]![0]!.message).toContain('The file of the image a.png is empty.');
});

test('the end of a thumbnail in a photograph is not the end of the photograph', async () => {
  const bytes = whole.get('pieni.jpg')!;
  const thumbnail = await picture(40, 30).jpeg().toBuffer();
  const length = Buffer.alloc(2);
  length.writeUInt16BE(thumbnail.length + 2);
  const segment = Buffer.concat([Buffer.from([0xff, 0xe2]), length, thumbnail]);
  const photo = Buffer.concat([bytes.subarray(0, 2), segment, bytes.subarray(2)]);
  expect(isWholeImage(photo, 'image/jpeg')).toBe(true);
  expect(isWholeImage(photo.subarray(0, -2), 'image/jpeg')).toBe(false);
  expect(isWholeImage(photo.subarray(0, segment.length + 300), 'image/jpeg')).toBe(false);
});

test('an animation is whole only with all of its frame', async () => {
  const [red, blue] = await Promise.all(
    ['red', 'blue'].map((background) =>
      sharp({ create: { ...SQUARE, background } })
        .png()
        .toBuffer(),
    ),
  );
  const moving = await sharp([red!, blue!], { join: { animated: true } })
    .gif()
    .toBuffer();
  expect(isWholeImage(moving, 'image/gif')).toBe(true);
  expect(isWholeImage(moving.subarray(0, -4), 'image/gif')).toBe(false);
});

const SQUARE = { width: 8, height: 8, channels: 3 as const };

test('no damaged picture is said to be of a type that cannot be shown', async () => {
  const bytes = Buffer.from(whole.get('leveä.jpg')!);
  const at = bytes.indexOf(Buffer.from([0xff, 0xc0]));
  bytes[at + 1] = 0xcb;
  expect(await problemsWith('outo.jpg', bytes)).toMatchObject([{ code: 'image-damaged', details: { damage: 'unreadable' } }]);
});

test('a picture of another type is told by its own name, whole or not', async () => {
  const small = picture(60, 40);
  const [webp, avif, tiff] = await Promise.all([
    small.clone().webp().toBuffer(),
    small.clone().avif().toBuffer(),
    small.clone().tiff().toBuffer(),
  ]);
  const heic = Buffer.from(avif);
  heic.write('heic', 8, 'latin1');
  const svg = Buffer.from('<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>');
  const found = [
    ['WEBP', webp],
    ['WEBP', webp.subarray(0, 20)],
    ['AVIF', avif],
    ['TIFF', tiff],
    ['HEIC', heic],
    ['HEIC', heic.subarray(0, 40)],
    ['SVG', svg],
    ['PDF', Buffer.from('%PDF-1.7\n')],
  ] as const;
  for (const [type, bytes] of found) {
    const [problem] = await problemsWith('kuva.png', bytes);
    expect(problem, type).toMatchObject({ code: 'image-unsupported', details: { type: type.toLowerCase() } });
    expect(problem!.message).toContain(`is ${type};`);
  }
});

test('a text that is called a picture is none', async () => {
  for (const text of ['Tämä on teksti.', '<!DOCTYPE html><html></html>', 'GI', 'G'])
    expect((await problemsWith('kuva.png', Buffer.from(text)))[0]?.code, text).toBe(
      text === 'GI' ? 'image-damaged' : 'image-unsupported',
    );
});

test('a logo that ends too early is refused, and nobody is sent a half of it', async () => {
  const logo = whole.get('pieni.png')!;
  const config = CONFIG.replace('address: Katu 1', 'address: Katu 1, logo: logo.png');
  const workspace = makeWorkspace({ 'newsletter.yaml': config, 'logo.png': logo.subarray(0, logo.length >> 1) });
  const run = await runProgram(workspace.folder, ['check', 'tammikuu', '--json']);
  expect(run.exitCode).toBe(1);
  expect(problemsOf(run, 'check')).toMatchObject([{ code: 'logo-unusable', details: { file: 'logo.png', reason: 'damaged' } }]);
  workspace.write('logo.png', logo);
  expect((await runProgram(workspace.folder, ['check', 'tammikuu'])).exitCode).toBe(0);
});
