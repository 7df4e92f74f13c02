import type { EmailAddress } from '../address/email-address.ts';
import { type Sender, UNSUBSCRIBE_HOLE } from '../compose/message-template.ts';
import { encodeAddressHeader, encodeTextHeader, encodeUriHeader } from './encode-header.ts';
import { type Fields, fillHoles, holeValue, writeValue } from './fill-holes.ts';
import { formatMailDate } from './mail-date.ts';
import { Message } from './message.ts';
import type { PreparedMessage } from './prepare-message.ts';
import { encodeJoint } from './quoted-printable.ts';

/** Whom a copy is for, and what is told apart from one attempt to the next. */
export interface Copy {
  readonly address: EmailAddress;
  readonly fields: Fields;
  readonly messageId: string;
  /** What stands for the recipient at the endpoint, and in the envelope sender; null in copies that are no real ones. */
  readonly tokens: { readonly unsubscribe: string; readonly verp: string } | null;
  /** Of the attempt (RFC 5322 §3.6.1). */
  readonly date: Date;
  /** For messages that are no real copies: what stands before the subject; To has no name then. */
  readonly subjectMark?: string;
}

/** Fills one recipient's copy: the hot path, run once per recipient and attempt. */
export function personalise({ template, headers, fixed, holes }: PreparedMessage, copy: Copy): Message {
  const { address, tokens } = copy;
  const { sender } = template;
  const link = unsubscribeLink(sender, tokens?.unsubscribe);
  const fields = link === null ? copy.fields : { ...copy.fields, [UNSUBSCRIBE_HOLE.name]: link };
  const subject = (copy.subjectMark ?? '') + fillHoles(template.subject, fields);
  const own = [
    `Date: ${formatMailDate(copy.date)}`,
    encodeAddressHeader('To', copy.subjectMark === undefined ? fields['name'] || fields['organisation'] || '' : '', address),
    encodeTextHeader('Subject', subject),
    `Message-ID: <${copy.messageId}>`,
    ...unsubscribeHeaders(sender, tokens && link),
  ];
  const values = holes.map(({ hole, context }) => encodeJoint(writeValue(holeValue(hole, fields), context)));
  const envelope = { from: envelopeSender(sender, tokens?.verp), to: address };
  return new Message(envelope, `${own.join('\r\n')}\r\n${headers}`, fixed, values);
}

/** The recipient's own link at the endpoint, or where there is no recipient the endpoint itself; null without an endpoint. */
function unsubscribeLink({ unsubscribe: { url } }: Sender, token: string | undefined): string | null {
  if (url === null || token === undefined) return url;
  return `${url}/${token}`;
}

/** RFC 2369 §3.2 and RFC 8058 §3.1: one field, and the promise that a POST to the https link is all that it takes. */
function unsubscribeHeaders({ unsubscribe: { mailto } }: Sender, link: string | null): string[] {
  if (link === null) return [encodeUriHeader('List-Unsubscribe', [mailto])];
  return [encodeUriHeader('List-Unsubscribe', [mailto, link]), 'List-Unsubscribe-Post: List-Unsubscribe=One-Click'];
}

/** The address that bounces go to, naming the recipient by its token where they are wanted apart (VERP). */
function envelopeSender({ bounces, verp }: Sender, token: string | undefined): EmailAddress {
  return verp && token !== undefined ? (bounces.replace('@', `+${token}@`) as EmailAddress) : bounces;
}
