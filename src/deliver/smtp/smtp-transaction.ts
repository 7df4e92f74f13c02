import type { Phase } from '../../ledger/ledger-entry.ts';
import type { Message } from '../../personalise/message.ts';
import type { Pipelining } from './pipelining.ts';
import { type EnvelopeCommands, envelopeCommands, foreseenRefusal } from './smtp-envelope.ts';
import { type Lost, type Opening, REPLY_TIMEOUTS, type Refused, lostOver, sayOneByOne } from './smtp-opening.ts';
import { sayInOneGo } from './smtp-pipeline.ts';
import { type Reply, formatReply, isDone } from './smtp-reply.ts';
import type { Session } from './smtp-session.ts';
import type { Wire } from './smtp-wire.ts';

/** How a transaction ended. */
export type TransactionEnd = { readonly kind: 'accepted'; readonly reply: Reply } | Refused | Lost;

/** Says MAIL, RCPT and DATA, in one go where `pipelining` and the server allow it. The session can be used again while its wire is open. */
export async function beginTransaction(session: Session, message: Message, pipelining: Pipelining | null): Promise<Opening> {
  const { wire, extensions } = session;
  const foreseen = foreseenRefusal(message, extensions);
  if (foreseen) return { kind: 'refused', ...foreseen };
  const commands = envelopeCommands(message, extensions);
  return pipelining?.mayGroup && extensions.pipelining ? sayInOneGo(wire, commands, pipelining) : sayOneByOne(wire, commands);
}

/**
 * Hands a message over to a server that waits for it. Its octets end a line, and no line of theirs begins with a dot, so that the dot may
 * follow as they are (RFC 5321 §4.5.2). `behind` is said in one go with the dot; its answers are still to be read when this resolves.
 */
export async function handOver({ wire }: Session, message: Message, behind?: EnvelopeCommands): Promise<TransactionEnd> {
  let phase: Phase = 'body';
  try {
    await wire.send(message.octets);
    const early = wire.unasked();
    if (early) return broken(wire, phase, early);
    phase = 'sent';
    await wire.send(['.', ...(behind ?? []), ''].join('\r\n'));
    return answered(wire, await wire.reply(REPLY_TIMEOUTS.sent));
  } catch (error) {
    return lostOver(wire, phase, error);
  }
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
