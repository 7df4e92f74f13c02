/** What a JPEG says of itself, without being unpacked. */
export interface JpegStructure {
  /** Whether its pixels are followed by the mark of its end. */
  readonly isWhole: boolean;
  /** 1 for grey, 3 for colours as screens show them, 4 for the inks of a printer (CMYK or YCCK); 0 when it does not say. */
  readonly components: number;
}

/** Walks from marker to marker (ITU-T T.81, annex B). A picture within a segment, as a camera's thumbnail is, is passed over with it. */
export function jpegStructure(bytes: Uint8Array): JpegStructure {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  let components = 0;
  let hasPixels = false;
  for (let at = nextMarker(data, 2); at !== -1;) {
    const marker = data[at + 1]!;
    if (marker === END_OF_IMAGE) return { isWhole: hasPixels, components };
    if (at + 4 > data.length) break;
    if (isFrame(marker) && components === 0) components = data[at + 9] ?? 0;
    if (marker === START_OF_SCAN) hasPixels = true;
    at = nextMarker(data, at + 2 + data.readUInt16BE(at + 2));
  }
  return { isWhole: false, components };
}

const END_OF_IMAGE = 0xd9;
const START_OF_SCAN = 0xda;

/** The next marker of a segment. Within pixels `FF 00` is the octet FF, and `FF D0` to `FF D7` only restart the decoder; -1 when none follows. */
function nextMarker(data: Buffer, from: number): number {
  for (let at = data.indexOf(0xff, from); at !== -1 && at + 1 < data.length; at = data.indexOf(0xff, at + 1)) {
    const code = data[at + 1]!;
    if (code > 0x01 && code !== 0xff && (code < 0xd0 || code > 0xd8)) return at;
  }
  return -1;
}

/** Start of frame: C0 to CF, but for the three that are tables. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}
