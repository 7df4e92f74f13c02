// What is held against what: each scenario has a title, contestants that take turns in every round, and `print`, which is given their runs.
import { generateKeyPairSync } from 'node:crypto';
import { startDelayProxy, startSmtpSink } from './receivers.mjs';
import { atLeast, atMost, median, number, printRuns, rateRatio } from './report.mjs';
import { runPool, runSmtpSource, sendNewsletter } from './senders.mjs';

const GOALS = { smtpSink: 0.9, fastSink: 0.5, pool: 20, signedPool: 8, delayed: 2, cpu: 300 };
const SOURCE = 'smtp-source';
const KEPT = `${SOURCE}, sessions kept`;
const AS_IT_COMES = `${SOURCE}, a session a message`;
const POOL = 'nodemailer’s pool';
const POOL_CONNECTIONS = 5;
/** One way, milliseconds. */
const DELAY = 10;

/** Postfix's receiver, one anew for each run. */
export function againstSmtpSink({ count, connections, length }) {
  const fresh = async (run) => withReceiver(await startSmtpSink(), run);
  return {
    title: `Postfix’s smtp-sink, ${connections} connections, ${number(count)} messages`,
    contestants: {
      kept: () => fresh((receiver) => runSmtpSource(receiver, { count, connections, length })),
      asItComes: () => fresh((receiver) => runSmtpSource(receiver, { count, connections, length, isKept: false })),
      send: () => fresh((receiver) => sendNewsletter(receiver, { count, connections })),
    },
    print({ kept, asItComes, send }) {
      printRuns(KEPT, kept);
      printRuns(AS_IT_COMES, asItComes);
      const held = (source, name) => atLeast(rateRatio(send, source), GOALS.smtpSink, name);
      printRuns('newsletter send', send, held(kept, KEPT), held(asItComes, AS_IT_COMES));
    },
  };
}

/** A receiver that costs little: what the sender itself can do. `few` is a smaller count, which tells start-up from sending. */
export function againstFastSink(sink, { count, few, pool, connections, length }) {
  return {
    title: `fast sink, ${connections} connections, ${number(count)} messages`,
    contestants: {
      ...sourceIfThere(sink, { count, connections, length }),
      send: () => sendNewsletter(sink, { count, connections }),
      ...(few && { few: () => sendNewsletter(sink, { count: few, connections }) }),
      ...(pool && { pool: () => runPool(sink, { count: pool, connections: POOL_CONNECTIONS }) }),
    },
    print({ source, send, few: fewer, pool: pooled }) {
      if (source) printRuns(SOURCE, source);
      if (pooled) printRuns(`${POOL}, ${number(pool)} messages, warm`, pooled);
      const cpu = median(send.map((run) => run.cpu / run.count));
      printRuns(
        'newsletter send',
        send,
        ...(source ? [atLeast(rateRatio(send, source), GOALS.fastSink, SOURCE)] : []),
        ...(pooled ? [atLeast(rateRatio(send, pooled), GOALS.pool, POOL)] : []),
        ...(fewer ? [atMost(cpu, GOALS.cpu, 'µs')] : []),
      );
      if (!fewer) return;
      printRuns(`newsletter send, ${number(few)} messages`, fewer);
      const steady = send.map((run, round) => difference(run, fewer[round]));
      const steadyCpu = median(steady.map((run) => run.cpu / run.count));
      printRuns(
        `the ${number(count - few)} more of them, without starting up`,
        steady,
        ...(pooled ? [atLeast(rateRatio(steady, pooled), GOALS.pool, POOL)] : []),
        atMost(steadyCpu, GOALS.cpu, 'µs'),
      );
    },
  };
}

export function signed(sink, { count, pool, connections }) {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' });
  return {
    title: `fast sink, DKIM rsa-2048, ${number(count)} messages`,
    contestants: {
      ...Object.fromEntries(connections.map((each) => [each, () => sendNewsletter(sink, { count, connections: each, key })])),
      pool: () => runPool(sink, { count: pool, connections: POOL_CONNECTIONS, key }),
    },
    print({ pool: pooled, ...sends }) {
      if (!pooled.every(isSigned)) throw new Error('nodemailer’s pool did not sign');
      printRuns(`${POOL}, ${POOL_CONNECTIONS} connections, ${number(pool)} messages, warm`, pooled);
      for (const [each, send] of Object.entries(sends)) {
        const verdict = send.every(isSigned)
          ? atLeast(rateRatio(send, pooled), GOALS.signedPool, POOL)
          : 'not compared: it did not sign';
        printRuns(`newsletter send, ${each} connections`, send, verdict);
      }
    },
  };
}

/** As a server elsewhere is: round trips decide. */
export function overDelay(sink, { count, connections, length }) {
  const delayed = async (run) => withReceiver(await startDelayProxy(sink, DELAY), run);
  return {
    title: `${DELAY} ms each way to the fast sink, ${connections} connections, ${number(count)} messages`,
    contestants: {
      source: () => delayed((receiver) => runSmtpSource(receiver, { count, connections, length })),
      send: () => delayed((receiver) => sendNewsletter(receiver, { count, connections })),
    },
    print({ source, send }) {
      printRuns(SOURCE, source);
      printRuns('newsletter send', send, atLeast(rateRatio(send, source), GOALS.delayed, SOURCE));
    },
  };
}

function sourceIfThere(sink, { count, connections, length }) {
  return length === null ? {} : { source: () => runSmtpSource(sink, { count, connections, length }) };
}

async function withReceiver(receiver, run) {
  try {
    return await run(receiver);
  } finally {
    receiver.stop();
  }
}

function isSigned({ head }) {
  return /^DKIM-Signature:/im.test(head);
}

function difference(more, fewer) {
  const count = more.count - fewer.count;
  return { count, rate: count / (more.seconds - fewer.seconds), cpu: more.cpu - fewer.cpu, memory: null };
}
