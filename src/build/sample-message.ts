import { createHash } from 'node:crypto';
import { domainOf } from '../address/email-address.ts';
import type { Composition } from '../compose/compose.ts';
import { type MessageTemplate, type Piece, UNSUBSCRIBE_HOLE } from '../compose/message-template.ts';
import { type Fields, fillHoles, sampleFields } from '../personalise/fill-holes.ts';
import { personalise } from '../personalise/personalise.ts';
import { prepareMessage } from '../personalise/prepare-message.ts';

/** An issue as it can be looked at without any recipient: holes show their default or their column's name. */
export interface SampleMessage {
  readonly html: string;
  readonly text: string;
  readonly eml: Buffer;
  readonly images: readonly { readonly filename: string; readonly bytes: Buffer }[];
}

/** The folder, beside `email.html`, that its images lie in. */
const IMAGES = 'images';

/** Makes the same bytes from the same template and date: a build can be compared with the last one. */
export function sampleMessage({ template, published }: Composition, date: Date): SampleMessage {
  const fields = sampleFieldsOf(template);
  const hash = createHash('sha256').update(JSON.stringify(template)).digest('hex').slice(0, 32);
  const { address } = template.sender.from;
  const copy = { address, fields, messageId: `${hash}@${domainOf(address)}`, date, tokens: null, subjectMark: '' };
  return {
    html: withImageFiles(fillHoles(template.html, fields), template, published),
    text: fillHoles(template.text, fields),
    eml: personalise(prepareMessage(template), copy).raw,
    images: [
      ...template.images.map(({ filename, base64 }) => ({
        filename: `${IMAGES}/${filename}`,
        bytes: Buffer.from(base64, 'base64'),
      })),
      ...published.map(({ filename, bytes }) => ({ filename: `${IMAGES}/${filename}`, bytes: Buffer.from(bytes) })),
    ],
  };
}

export function sampleFieldsOf({ subject, html, text, sender }: MessageTemplate): Fields {
  const pieces: Piece[] = [...subject, ...html, ...text];
  return { ...sampleFields(pieces), [UNSUBSCRIBE_HOLE.name]: sender.unsubscribe.url ?? '' };
}

/**
 * In the message images and files are named by Content-ID, or by where the archive has them, which they may not be in yet; a browser that
 * opens the file on this machine wants them by path.
 */
function withImageFiles(html: string, { images }: MessageTemplate, published: Composition['published']): string {
  const embedded = images.map(({ contentId, filename }) => [`cid:${contentId}`, filename] as const);
  const linked = published.map(({ filename, url }) => [url, filename] as const);
  return [...embedded, ...linked].reduce((page, [src, filename]) => page.replaceAll(`"${src}"`, `"${IMAGES}/${filename}"`), html);
}
