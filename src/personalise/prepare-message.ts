import { createHash } from 'node:crypto';
import type { EmbeddedImage, MessageTemplate, OpenPiece, Piece } from '../compose/message-template.ts';
import { encodeAddressHeader, encodeParameters, encodePhrase, encodeTokenHeader, encodeUriHeader } from './encode-header.ts';
import { encodeJoint } from './quoted-printable.ts';

/** A message template encoded for the wire once: what is left for each recipient is its headers and the values in the holes. */
export interface PreparedMessage {
  readonly template: MessageTemplate;
  /** Headers that are the same for everyone, each ended by CRLF. */
  readonly headers: string;
  /** The body cut at its holes, encoded: whole lines, ended by CRLF, or nothing. One more than there are holes. */
  readonly fixed: readonly Buffer[];
  /** What stands between them, in order. */
  readonly holes: readonly OpenPiece[];
}

/** Makes multipart/alternative with the text first (RFC 2046 §5.1.4); with images, the HTML stands in multipart/related with them. */
export function prepareMessage(template: MessageTemplate): PreparedMessage {
  const boundary = boundaryOf(template);
  const html = textPart('html', template.html);
  const second = template.images.length === 0 ? html : relatedPart(html, template.images, `${boundary}_r`);
  const parts = [
    `--${boundary}_a\r\n`,
    ...textPart('plain', template.text),
    `\r\n--${boundary}_a\r\n`,
    ...second,
    `\r\n--${boundary}_a--\r\n`,
  ];
  return { template, headers: `${fixedHeaders(template, `${boundary}_a`)}\r\n`, ...cutAtHoles(parts) };
}

function fixedHeaders({ sender }: MessageTemplate, boundary: string): string {
  const headers = [
    encodeAddressHeader('From', sender.from.name, sender.from.address),
    ...(sender.replyTo === null ? [] : [`Reply-To: ${sender.replyTo}`]),
    encodeTokenHeader('List-Id', [...encodePhrase(sender.list.title), `<${sender.list.id}>`]),
    ...(sender.archive === null ? [] : [encodeUriHeader('List-Archive', [sender.archive])]),
    'Precedence: bulk',
    'X-Auto-Response-Suppress: OOF, AutoReply',
    'MIME-Version: 1.0',
    encodeParameters('Content-Type: multipart/alternative', [`boundary="${boundary}"`]),
  ];
  return headers.join('\r\n');
}

function textPart(subtype: 'plain' | 'html', pieces: readonly Piece[]): Piece[] {
  const header = `Content-Type: text/${subtype}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n`;
  return [header, ...pieces.map((piece) => (typeof piece === 'string' ? encodeJoint(piece) : piece))];
}

function relatedPart(html: readonly Piece[], images: readonly EmbeddedImage[], boundary: string): Piece[] {
  const type = encodeParameters('Content-Type: multipart/related', ['type="text/html"', `boundary="${boundary}"`]);
  const header = `${type}\r\n\r\n--${boundary}\r\n`;
  return [header, ...html, ...images.map((image) => `\r\n--${boundary}\r\n${imagePart(image)}`), `\r\n--${boundary}--\r\n`];
}

function imagePart({ contentId, filename, mediaType, base64 }: EmbeddedImage): string {
  const headers = [
    encodeParameters(`Content-Type: ${mediaType}`, [`name="${filename}"`]),
    'Content-Transfer-Encoding: base64',
    `Content-ID: <${contentId}>`,
    encodeParameters('Content-Disposition: inline', [`filename="${filename}"`]),
  ];
  return `${headers.join('\r\n')}\r\n\r\n${base64.replace(/.{1,76}/g, '$&\r\n')}`;
}

/** Quoted-printable never contains `=_`, so no text can hold the boundary (RFC 2045 §6.7). */
function boundaryOf(template: MessageTemplate): string {
  return `=_${createHash('sha256').update(JSON.stringify(template)).digest('hex').slice(0, 24)}`;
}

function cutAtHoles(pieces: readonly Piece[]): Pick<PreparedMessage, 'fixed' | 'holes'> {
  const fixed: string[] = [''];
  const holes: OpenPiece[] = [];
  for (const piece of pieces) {
    if (typeof piece === 'string') fixed[holes.length] += piece;
    else fixed[holes.push(piece)] = '';
  }
  return { fixed: fixed.map((text) => Buffer.from(text)), holes };
}
