import type { Phase } from '../../ledger/ledger-entry.ts';
import type { EnvelopeCommands } from './smtp-envelope.ts';
import { type Reply, formatReply, isDone } from './smtp-reply.ts';
import { ConnectionLost, type Wire } from './smtp-wire.ts';

/** A server's refusal of a message, and where it came. */
export interface Refused {
  readonly kind: 'refused';
  readonly phase: Phase;
  readonly reply: Reply;
}

/**
 * A connection that was lost in the middle. In the phase `sent` it is the one case in which nobody can know; in every other it is safe to
 * try again. `isUnbegun`: it says nothing of the recipient at all, who was named behind another one's message or to a server that cannot be
 * talked to in this way.
 */
export interface Lost {
  readonly kind: 'lost';
  readonly phase: Phase;
  readonly reason: string;
  readonly code?: number;
  readonly isUnbegun?: boolean;
}

/** What came of MAIL, RCPT and DATA. `ready`: the server has said 354, and waits for the message. */
export type Opening = { readonly kind: 'ready' } | Refused | Lost;

/** How long a reply may take, in milliseconds, by phase: RFC 5321 §4.5.3.2. */
export const REPLY_TIMEOUTS = { mail: 300_000, rcpt: 300_000, data: 120_000, sent: 600_000 } as const;

/** Says MAIL, RCPT and DATA one at a time, each when the one before it was answered. */
export async function sayOneByOne(wire: Wire, [mail, rcpt, data]: EnvelopeCommands): Promise<Opening> {
  let phase: Exclude<Phase, 'connect' | 'body' | 'sent'> = 'mail';
  try {
    for (const [each, line] of [
      ['mail', mail],
      ['rcpt', rcpt],
      ['data', data],
    ] as const) {
      phase = each;
      const reply = await command(wire, line, REPLY_TIMEOUTS[phase]);
      if (phase === 'data' ? reply.code !== 354 : !isDone(reply)) return await refused(wire, phase, reply);
    }
    return { kind: 'ready' };
  } catch (error) {
    return lostOver(wire, phase, error);
  }
}

async function command(wire: Wire, line: string, timeout: number): Promise<Reply> {
  expectNothing(wire);
  await wire.send(`${line}\r\n`);
  return wire.reply(timeout);
}

/** A reply that nobody asked for would be taken for the answer to what is said next, so nothing more is said. */
export function expectNothing(wire: Wire): void {
  const unasked = wire.unasked();
  if (!unasked) return;
  wire.destroy();
  throw new ConnectionLost(formatReply(unasked));
}

/** A 421 ends the session (RFC 5321 §3.8); after any other refusal RSET makes it fit for the next transaction. */
export async function refused(wire: Wire, phase: Phase, reply: Reply): Promise<Refused | Lost> {
  if (reply.code < 400 || reply.code === 421) {
    wire.destroy();
    return { kind: 'lost', phase, reason: formatReply(reply), code: reply.code };
  }
  const reset = await command(wire, 'RSET', REPLY_TIMEOUTS.mail).catch(() => null);
  if (reset?.code !== 250) wire.destroy();
  return { kind: 'refused', phase, reply };
}

/** A bug goes on its way, and takes the connection with it. */
export function lostOver(wire: Wire, phase: Phase, error: unknown): Lost {
  if (error instanceof ConnectionLost) return { kind: 'lost', phase, reason: error.message };
  wire.destroy();
  throw error;
}
