import { afterSubBlocks, colourTable } from './gif-blocks.ts';

const TRAILER = 0x3b;
const EXTENSION = 0x21;
const FRAME = 0x2c;
/** Octets before the first colour table. */
const HEADER = 13;
/** Labels of extensions (GIF89a, 23–26): how a frame is shown, and what programs keep for themselves. */
const GRAPHIC_CONTROL = 0xf9;
const APPLICATION = 0xff;

/** The applications whose extension shows: how often the film runs, and its colour profile. */
const SHOWING = /^(?:NETSCAPE2\.0|ANIMEXTS1\.0|ICCRGBG1012)$/;

/** Leaves everything out of a GIF but the picture and its film: comments, texts, XMP, and what follows the trailer go. */
export function stripGif(bytes: Uint8Array): Buffer {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  let at = HEADER + colourTable(data[10]);
  const kept = [data.subarray(0, at)];
  while (at < data.length && data[at] !== TRAILER) {
    const isExtension = data[at] === EXTENSION;
    if (!isExtension && data[at] !== FRAME) {
      at++;
      continue;
    }
    const end = Math.min(
      data.length,
      isExtension ? afterSubBlocks(data, at + 2) : afterSubBlocks(data, at + 11 + colourTable(data[at + 9])),
    );
    if (!isExtension || isShown(data, at)) kept.push(data.subarray(at, end));
    at = end;
  }
  return Buffer.concat([...kept, Buffer.from([TRAILER])]);
}

function isShown(data: Buffer, at: number): boolean {
  const label = data[at + 1];
  return label === GRAPHIC_CONTROL || (label === APPLICATION && SHOWING.test(data.toString('latin1', at + 3, at + 14)));
}
