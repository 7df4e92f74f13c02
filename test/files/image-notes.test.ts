import { readdirSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';
import { describe, expect, test } from 'vitest';
import { stripNotes } from '../../src/files/strip-notes.ts';
import { runProgram } from '../support/run-program.ts';
import { startReceiver } from '../support/smtp-receiver.ts';
import { CONFIG, ISSUE, makeWorkspace } from '../support/workspace.ts';

const CANARY = 'kanarialintu 60.1699 24.9384';
const EXIF = { IFD0: { Copyright: CANARY, Artist: CANARY } };
const picture = (): Sharp =>
  sharp({ create: { width: 60, height: 30, channels: 3, background: '#c03060' } }).withIccProfile('p3');

const jpeg = (): Promise<Buffer> => picture().jpeg().toBuffer();
const png = (): Promise<Buffer> => picture().png().toBuffer();
const gif = (): Promise<Buffer> => picture().gif().toBuffer();

/** A segment of a JPEG directly behind its start. */
function withSegment(image: Buffer, marker: number, content: string): Buffer {
  const payload = Buffer.from(content, 'latin1');
  const length = Buffer.alloc(2);
  length.writeUInt16BE(payload.length + 2);
  return Buffer.concat([image.subarray(0, 2), Buffer.from([0xff, marker]), length, payload, image.subarray(2)]);
}

/** A chunk of a PNG, so many octets before its end. */
function withChunk(image: Buffer, type: string, content: string, at = image.length - 12): Buffer {
  const body = Buffer.from(type + content, 'latin1');
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(content.length);
  frame.writeUInt32BE(crc32(body) >>> 0, 4);
  return Buffer.concat([image.subarray(0, at), frame.subarray(0, 4), body, frame.subarray(4), image.subarray(at)]);
}

/** An extension of a GIF before its first frame: its label, and its blocks. */
function withExtension(image: Buffer, label: number, ...blocks: string[]): Buffer {
  const at = 13 + (image[10]! & 0x80 ? 3 * 2 ** ((image[10]! & 7) + 1) : 0);
  const content = blocks.map((block) => Buffer.concat([Buffer.from([block.length]), Buffer.from(block, 'latin1')]));
  return Buffer.concat([image.subarray(0, at), Buffer.from([0x21, label]), ...content, Buffer.from([0]), image.subarray(at)]);
}

const XMP = `http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>${CANARY}</x:xmpmeta>`;

const NOTED: readonly (readonly [title: string, ending: string, make: () => Promise<Buffer>])[] = [
  ['Exif', 'jpg', () => picture().withExif(EXIF).jpeg().toBuffer()],
  ['XMP', 'jpg', async () => withSegment(await jpeg(), 0xe1, XMP)],
  ['IPTC', 'jpg', async () => withSegment(await jpeg(), 0xed, `Photoshop 3.0\0${CANARY}`)],
  ['a comment', 'jpg', async () => withSegment(await jpeg(), 0xfe, CANARY)],
  ['a thumbnail beside JFIF', 'jpg', async () => withSegment(await jpeg(), 0xe0, `JFXX\0\x10${CANARY}`)],
  ['notes of a maker of panoramas', 'jpg', async () => withSegment(await jpeg(), 0xe2, `MPF\0${CANARY}`)],
  ['XMP behind 64 KB', 'jpg', async () => withSegment(withSegment(await jpeg(), 0xe1, XMP), 0xe1, 'x'.repeat(65_000))],
  ['octets behind the end', 'jpg', async () => Buffer.concat([await jpeg(), Buffer.from(CANARY)])],
  ['Exif', 'png', () => picture().withExif(EXIF).png().toBuffer()],
  ['a text before the pixels', 'png', async () => withChunk(await png(), 'tEXt', `Comment\0${CANARY}`, 33)],
  ['a text behind the pixels', 'png', async () => withChunk(await png(), 'iTXt', `XML:com.adobe.xmp\0\0\0\0\0${CANARY}`)],
  ['octets behind the end', 'png', async () => Buffer.concat([await png(), Buffer.from(CANARY)])],
  ['a comment', 'gif', async () => withExtension(await gif(), 0xfe, CANARY)],
  ['XMP', 'gif', async () => withExtension(await gif(), 0xff, 'XMP DataXMP', CANARY)],
  ['octets behind the end', 'gif', async () => Buffer.concat([await gif(), Buffer.from(CANARY)])],
];

describe.each(NOTED)('%s in a %s', (_, ending, make) => {
  test('stays in the house, and the picture is what it was', async () => {
    const source = await make();
    expect(source.includes('kanarialintu')).toBe(true);
    const receiver = await startReceiver();
    const workspace = makeWorkspace({
      'newsletter.yaml': `${CONFIG}archive: { url: https://uutiskirjeet.example.fi, missing: ignore }\n`,
      'issues/tammikuu.md': ISSUE.replace('Lisää tekstiä.', `![Kuva](kuva.${ending})\n\n[Kuva](tiedosto.${ending})`),
      [`issues/tammikuu/kuva.${ending}`]: source,
      [`issues/tammikuu/tiedosto.${ending}`]: source,
    });
    for (const argv of [['build'], ['archive'], ['send', 'tammikuu', '--yes']]) {
      const run = await runProgram(workspace.folder, argv, { env: { NEWSLETTER_SMTP_URL: receiver.url } });
      expect(run.exitCode, run.stderr).toBe(0);
    }
    const files = readdirSync(workspace.path('dist'), { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith(`.${ending}`),
    );
    expect(files.length).toBeGreaterThan(3);
    for (const file of files) {
      const image = workspace.readBytes(`dist/${file}`);
      expect(image.includes('kanarialintu'), file).toBe(false);
      expect(await pixelsOf(image), file).toEqual(await pixelsOf(source));
    }
    const mailed = receiver.accepted[0]!.raw.toString().replace(/\r\n/g, '');
    expect(mailed).not.toContain(Buffer.from('kanarialintu').toString('base64').slice(4, -4));
  });
});

test.each([
  ['image/jpeg', jpeg],
  ['image/png', png],
  ['image/gif', gif],
] as const)('%s without notes stays octet for octet, and keeps its colour profile', async (type, make) => {
  const source = await make();
  const stripped = stripNotes(source, type)!;
  expect(Buffer.from(stripped.bytes).equals(source)).toBe(true);
  if (type !== 'image/gif') expect((await sharp(stripped.bytes).metadata()).icc).toBeInstanceOf(Buffer);
});

test('a photograph that was taken on its side is turned, and a film goes on', async () => {
  const side = await picture().withExif(EXIF).withMetadata({ orientation: 6, exif: EXIF }).jpeg().toBuffer();
  const workspace = makeWorkspace({
    'issues/tammikuu.md': ISSUE.replace('Lisää tekstiä.', '![Kuva](kuva.jpg)'),
    'issues/tammikuu/kuva.jpg': side,
  });
  await runProgram(workspace.folder, ['build']);
  const [name] = readdirSync(workspace.path('dist/tammikuu/images'));
  const turned = workspace.readBytes(`dist/tammikuu/images/${name}`);
  expect(await sharp(turned).metadata()).toMatchObject({ width: 30, height: 60 });
  expect(turned.includes('kanarialintu')).toBe(false);

  const frames = await sharp(Buffer.concat(Array.from({ length: 3 }, (_, shade) => Buffer.alloc(10 * 10 * 3, shade * 90))), {
    raw: { width: 10, height: 30, channels: 3, pageHeight: 10 },
  })
    .gif({ loop: 2, delay: [100, 200, 300] })
    .toBuffer();
  const film = Buffer.from(stripNotes(withExtension(frames, 0xfe, CANARY), 'image/gif')!.bytes);
  expect(await sharp(film, { animated: true }).metadata()).toMatchObject({ pages: 3, loop: 2, delay: [100, 200, 300] });
  expect(film.includes('kanarialintu')).toBe(false);
});

function pixelsOf(image: Uint8Array): Promise<Buffer> {
  return sharp(image).raw().toBuffer();
}
