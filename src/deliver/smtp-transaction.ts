import { isAscii } from '../address/email-address.ts';
import type { Phase } from '../ledger/ledger-entry.ts';
import type { Message } from '../personalise/personalise.ts';
import { type Extensions, isTooLarge } from './smtp-extensions.ts';
import { type Reply, formatReply } from './smtp-reply.ts';
import type { Session } from './smtp-session.ts';
import { ConnectionLost, type Wire } from './smtp-wire.ts';

/**
 * How one transaction ended. `lost` in the phase `sent` is the one case in which nobody can know; in every other it is safe to try
 * again. `withdrawn`: the claim was not given, and nothing went out.
 */
export type TransactionEnd =
  | { readonly kind: 'accepted'; readonly reply: Reply }
  | { readonly kind: 'refused'; readonly phase: Phase; readonly reply: Reply }
  | { readonly kind: 'lost'; readonly phase: Phase; readonly reason: string; readonly code?: number }
  | { readonly kind: 'withdrawn' };

/** How long a reply may take, in milliseconds, by phase: RFC 5321 §4.5.3.2. */
const REPLY_TIMEOUTS = { mail: 300_000, rcpt: 300_000, data: 120_000, sent: 600_000 } as const;

/**
 * Hands one message over, one command at a time: MAIL, RCPT, DATA, the body, the dot. `claim` is called when the server has said 354,
 * and only when it has resolved to true does the first byte of the message go out; otherwise the connection is cut, since there is no
 * other way out of DATA. The session can be used again while its wire is open.
 */
export async function transact(
  { wire, extensions }: Pick<Session, 'wire' | 'extensions'>,
  message: Message,
  claim: () => Promise<boolean>,
): Promise<TransactionEnd> {
  const { envelope, raw } = message;
  if (isTooLarge(raw.length, extensions)) return { kind: 'refused', phase: 'mail', reply: tooLarge(raw.length, extensions) };
  if (!isAscii(envelope.to) && !extensions.utf8) return { kind: 'refused', phase: 'rcpt', reply: NOT_ASCII };
  let phase: Phase = 'mail';
  try {
    const mail = await command(wire, mailCommand(message, extensions), REPLY_TIMEOUTS.mail);
    if (!isDone(mail)) return await refused(wire, phase, mail);
    phase = 'rcpt';
    const rcpt = await command(wire, `RCPT TO:<${envelope.to}>`, REPLY_TIMEOUTS.rcpt);
    if (!isDone(rcpt)) return await refused(wire, phase, rcpt);
    phase = 'data';
    const data = await command(wire, 'DATA', REPLY_TIMEOUTS.data);
    if (data.code !== 354) return await refused(wire, phase, data);
    if (!(await claim())) {
      wire.destroy();
      return { kind: 'withdrawn' };
    }
    phase = 'body';
    await wire.send(stuffDots(raw));
    const early = wire.unasked();
    if (early) return broken(wire, phase, early);
    phase = 'sent';
    await wire.send(raw.subarray(-2).equals(CRLF) ? '.\r\n' : '\r\n.\r\n');
    return answered(wire, await wire.reply(REPLY_TIMEOUTS.sent));
  } catch (error) {
    if (error instanceof ConnectionLost) return { kind: 'lost', phase, reason: error.message };
    wire.destroy();
    throw error;
  }
}

const CRLF = Buffer.from('\r\n');

function isDone({ code }: Reply): boolean {
  return code >= 200 && code < 300;
}

/** MAIL with the octets of the message where the server wants to know (RFC 1870 §6), and SMTPUTF8 where the recipient needs it. */
function mailCommand({ envelope, raw }: Message, { size }: Extensions): string {
  const parameters = [
    ...(size === null ? [] : [`SIZE=${raw.length}`]),
    ...(isAscii(envelope.to) ? [] : ['BODY=8BITMIME', 'SMTPUTF8']),
  ];
  return [`MAIL FROM:<${envelope.from}>`, ...parameters].join(' ');
}

/** What the server would say of an address that it does not understand (RFC 6531 §3.5), said before it has to. */
const NOT_ASCII: Reply = { code: 553, enhanced: '5.6.7', text: '5.6.7 the server takes no address beyond ASCII' };

/** What the server would say (RFC 1870 §6.1), said before it has to. */
function tooLarge(octets: number, { size }: Extensions): Reply {
  const enhanced = '5.3.4';
  return { code: 552, enhanced, text: `${enhanced} ${octets} octets, and the server takes ${size}` };
}

/** A reply that nobody asked for would be taken for the answer to what is said next, so nothing more is said. */
async function command(wire: Wire, line: string, timeout: number): Promise<Reply> {
  const unasked = wire.unasked();
  if (unasked) {
    wire.destroy();
    throw new ConnectionLost(formatReply(unasked));
  }
  await wire.send(`${line}\r\n`);
  return wire.reply(timeout);
}

/** The answer to the final dot. 3xx is none: the server has the message, and nobody knows what it makes of it. */
function answered(wire: Wire, reply: Reply): TransactionEnd {
  if (isDone(reply)) return { kind: 'accepted', reply };
  if (reply.code < 400 || reply.code === 421) wire.destroy();
  return reply.code < 400
    ? { kind: 'lost', phase: 'sent', reason: formatReply(reply) }
    : { kind: 'refused', phase: 'sent', reply };
}

/** A server that speaks in the middle of the message refuses it, or is out of step; either way its session is of no more use. */
function broken(wire: Wire, phase: Phase, reply: Reply): TransactionEnd {
  wire.destroy();
  return reply.code >= 400 && reply.code !== 421
    ? { kind: 'refused', phase, reply }
    : { kind: 'lost', phase, reason: formatReply(reply), code: reply.code };
}

/** A 421 ends the session (RFC 5321 §3.8); after any other refusal RSET makes it fit for the next transaction. */
async function refused(wire: Wire, phase: Phase, reply: Reply): Promise<TransactionEnd> {
  if (reply.code < 400 || reply.code === 421) {
    wire.destroy();
    return { kind: 'lost', phase, reason: formatReply(reply), code: reply.code };
  }
  const reset = await command(wire, 'RSET', REPLY_TIMEOUTS.mail).catch(() => null);
  if (reset?.code !== 250) wire.destroy();
  return { kind: 'refused', phase, reply };
}

/** RFC 5321 §4.5.2. Our own messages have no line that begins with a dot, so this finds nothing to do. */
function stuffDots(raw: Buffer): Buffer {
  if (raw[0] !== 0x2e && raw.indexOf('\r\n.') < 0) return raw;
  return Buffer.from(raw.toString('latin1').replace(/^\./gm, '..'), 'latin1');
}
