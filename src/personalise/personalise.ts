import type { EmailAddress } from '../address/email-address.ts';
import { encodeAddressHeader, encodeTextHeader } from './encode-header.ts';
import { type Fields, fillHoles, holeValue, writeValue } from './fill-holes.ts';
import { formatMailDate } from './mail-date.ts';
import type { PreparedMessage } from './prepare-message.ts';
import { encodeJoint } from './quoted-printable.ts';

/** One recipient's copy, ready for the wire: CRLF line ends, ASCII only, no line begins with a dot. */
export interface Message {
  readonly envelope: { readonly from: EmailAddress; readonly to: EmailAddress };
  readonly raw: Buffer;
}

/** Whom a copy is for, and what is told apart from one attempt to the next. */
export interface Copy {
  readonly address: EmailAddress;
  readonly fields: Fields;
  readonly messageId: string;
  /** Of the attempt (RFC 5322 §3.6.1). */
  readonly date: Date;
  /** For messages that are no real copies: what stands before the subject; To has no name then. */
  readonly subjectMark?: string;
}

/** Fills one recipient's copy: the hot path, run once per recipient and attempt. */
export function personalise({ template, headers, body }: PreparedMessage, copy: Copy): Message {
  const { address, fields } = copy;
  const subject = (copy.subjectMark ?? '') + fillHoles(template.subject, fields);
  const own = [
    `Date: ${formatMailDate(copy.date)}`,
    encodeAddressHeader('To', copy.subjectMark === undefined ? fields['name'] || fields['organisation'] || '' : '', address),
    encodeTextHeader('Subject', subject),
    `Message-ID: <${copy.messageId}>`,
  ];
  const parts = body.map((piece) => {
    if (typeof piece === 'string') return piece;
    return encodeJoint(writeValue(holeValue(piece.hole, fields), piece.context));
  });
  const raw = Buffer.from(`${own.join('\r\n')}\r\n${headers}\r\n${parts.join('')}`, 'latin1');
  return { envelope: { from: template.sender.bounces, to: address }, raw };
}
