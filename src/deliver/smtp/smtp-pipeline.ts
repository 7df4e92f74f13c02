import type { Pipelining } from './pipelining.ts';
import type { EnvelopeCommands } from './smtp-envelope.ts';
import { type Lost, type Opening, REPLY_TIMEOUTS, expectNothing, lostOver, refused } from './smtp-opening.ts';
import { type Reply, formatReply, isDone } from './smtp-reply.ts';
import { ConnectionLost, type Wire } from './smtp-wire.ts';

/**
 * How long a server that answers may leave a further command of the same go unanswered, in milliseconds, before it is taken for one that
 * did not hear it. Slow servers are not lost by it: they are asked once more, one command at a time and with all the time of RFC 5321.
 */
const PATIENCE = 60_000;

/** Says MAIL, RCPT and DATA in one go (RFC 2920 §3.1), and reads the answers to all of them. */
export async function sayInOneGo(wire: Wire, commands: EnvelopeCommands, pipelining: Pipelining): Promise<Opening> {
  try {
    expectNothing(wire);
    await wire.send([...commands, ''].join('\r\n'));
  } catch (error) {
    return lostOver(wire, 'mail', error);
  }
  return readAnswers(wire, pipelining, false);
}

/** Reads the answers to MAIL, RCPT and DATA that are on their way; `isChained` for those that stood behind another message's final dot. */
export async function readAnswers(wire: Wire, pipelining: Pipelining, isChained: boolean): Promise<Opening> {
  const replies: Reply[] = [];
  try {
    for (const phase of PHASES) {
      const reply = await wire.reply(phase === 'mail' && !isChained ? REPLY_TIMEOUTS.mail : PATIENCE);
      if (reply.code === 421) return closing(wire, phase, reply, pipelining, isChained);
      replies.push(reply);
    }
  } catch (error) {
    return interrupted(wire, replies, error, pipelining, isChained);
  }
  return judge(wire, replies as [Reply, Reply, Reply], pipelining, isChained);
}

const PHASES = ['mail', 'rcpt', 'data'] as const;

/**
 * The answers must fit each other: 354 when both commands before it were done, and a refusal otherwise. A 354 for nobody, or anything else in
 * its place, means that the server and we do not speak of the same commands; there is no safe way out of that but to hang up.
 */
async function judge(
  wire: Wire,
  [mail, rcpt, data]: readonly [Reply, Reply, Reply],
  pipelining: Pipelining,
  isChained: boolean,
): Promise<Opening> {
  const refusal = [mail, rcpt, data].findIndex((reply) => reply.code >= 400);
  const isMeant = isDone(mail) && isDone(rcpt) && data.code === 354;
  const isRefused = data.code >= 400 && [mail, rcpt].every((reply) => isDone(reply) || reply.code >= 400);
  if (isMeant || isRefused) pipelining.proved(isChained);
  if (isMeant) return { kind: 'ready' };
  if (isRefused) return refused(wire, PHASES[refusal]!, [mail, rcpt, data][refusal]!);
  pipelining.distrust();
  wire.destroy();
  return { kind: 'lost', phase: 'data', reason: formatReply(data), isUnbegun: true };
}

/** RFC 5321 §3.8: whoever was only named behind another one's message has nothing to do with it. It may also be how a server hangs up over it. */
function closing(wire: Wire, phase: Lost['phase'], reply: Reply, pipelining: Pipelining, isChained: boolean): Lost {
  wire.destroy();
  pipelining.lost(isChained);
  return { kind: 'lost', phase, reason: formatReply(reply), code: 421, isUnbegun: isChained && phase === 'mail' };
}

function interrupted(wire: Wire, replies: readonly Reply[], error: unknown, pipelining: Pipelining, isChained: boolean): Lost {
  const lost = lostOver(wire, PHASES[replies.length]!, error);
  if (error instanceof ConnectionLost && error.isSilence) pipelining.distrust();
  else pipelining.lost(isChained);
  return { ...lost, isUnbegun: !pipelining.mayGroup || (isChained && replies.length === 0) };
}
