import { createHash } from 'node:crypto';
import { domainOf } from '../address/email-address.ts';
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
export function sampleMessage(template: MessageTemplate, date: Date): SampleMessage {
  const fields = sampleFieldsOf(template);
  const hash = createHash('sha256').update(JSON.stringify(template)).digest('hex').slice(0, 32);
  const { address } = template.sender.from;
  const copy = { address, fields, messageId: `${hash}@${domainOf(address)}`, date, tokens: null, subjectMark: '' };
  return {
    html: withImageFiles(fillHoles(template.html, fields), template),
    text: fillHoles(template.text, fields),
    eml: personalise(prepareMessage(template), copy).raw,
    images: template.images.map(({ filename, base64 }) => ({ filename: `${IMAGES}/${filename}`, bytes: Buffer.from(base64, 'base64') })),
  };
}

export function sampleFieldsOf({ subject, html, text, sender }: MessageTemplate): Fields {
  const pieces: Piece[] = [...subject, ...html, ...text];
  return { ...sampleFields(pieces), [UNSUBSCRIBE_HOLE.name]: sender.unsubscribe.url ?? '' };
}

/** In the message images are named by Content-ID; a browser that opens the file wants them by path. */
function withImageFiles(html: string, { images }: MessageTemplate): string {
  return images.reduce((page, { contentId, filename }) => page.replaceAll(`cid:${contentId}`, `${IMAGES}/${filename}`), html);
}
