import { isAscii } from '../../address/email-address.ts';
import type { Message } from '../../personalise/message.ts';
import { type Extensions, isTooLarge } from './smtp-extensions.ts';
import type { Reply } from './smtp-reply.ts';

/** What is said before a message (RFC 5321 §3.3): MAIL, RCPT, DATA, without their line ends. */
export type EnvelopeCommands = readonly [mail: string, rcpt: string, data: string];

/** MAIL with the octets of the message where the server wants to know (RFC 1870 §6), and SMTPUTF8 where the recipient needs it. */
export function envelopeCommands({ envelope, size }: Message, extensions: Extensions): EnvelopeCommands {
  const parameters = [
    ...(extensions.size === null ? [] : [`SIZE=${size}`]),
    ...(isAscii(envelope.to) ? [] : ['BODY=8BITMIME', 'SMTPUTF8']),
  ];
  return [[`MAIL FROM:<${envelope.from}>`, ...parameters].join(' '), `RCPT TO:<${envelope.to}>`, 'DATA'];
}

/** What the server would say of a message, said before it has to; undefined when it may take it. */
export function foreseenRefusal(
  { envelope, size }: Message,
  extensions: Extensions,
): { readonly phase: 'mail' | 'rcpt'; readonly reply: Reply } | undefined {
  if (isTooLarge(size, extensions)) return { phase: 'mail', reply: tooLarge(size, extensions) };
  return isAscii(envelope.to) || extensions.utf8 ? undefined : { phase: 'rcpt', reply: NOT_ASCII };
}

/** RFC 6531 §3.5. */
const NOT_ASCII: Reply = { code: 553, enhanced: '5.6.7', text: '5.6.7 the server takes no address beyond ASCII' };

/** RFC 1870 §6.1. */
function tooLarge(octets: number, { size }: Extensions): Reply {
  const enhanced = '5.3.4';
  return { code: 552, enhanced, text: `${enhanced} ${octets} octets, and the server takes ${size}` };
}
