// What sends: the program itself, smtp-source, nodemailer's pool. Each call is one whole process that sends `count` messages to a receiver,
// which must then have taken exactly so many. Gives `rate` (messages a second), `seconds`, `cpu` and `memory`; and what the receiver took.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { at, timeCommand, timeNode } from './processes.mjs';
import { postfixTool } from './postfix-tools.mjs';
import { DKIM, ISSUE, makeWorkspace } from './workspace.mjs';

export const PROGRAM = at('../../bin/newsletter.js');
/** Rendering and connecting are warm then. */
const WARM_UP = 50;

/** `newsletter send` in a workspace made for it: composes, plans, mails everyone, reports. With a `key`, PEM, it is to sign. */
export async function sendNewsletter(receiver, { count, connections, key }) {
  const workspace = makeWorkspace({ recipients: count, port: receiver.port, connections, key });
  try {
    const args = [PROGRAM, '-C', workspace.folder, 'send', ISSUE, '--yes', '--json'];
    const { output, ...used } = await timeNode(args, workspace.env);
    const summary = JSON.parse(output.slice(output.trimEnd().lastIndexOf('\n')));
    if (summary.counts.accepted !== count) throw new Error(`newsletter send: ${JSON.stringify(summary)}`);
    return { count, rate: count / used.seconds, ...used, ...(await takeExactly(receiver, count)) };
  } finally {
    workspace.remove();
  }
}

/** The same message for everyone, its headers aside of `length` octets: over sessions that are kept (`-d`), or as it comes, one for each message. */
export async function runSmtpSource(receiver, { count, connections, length, isKept = true }) {
  const amounts = ['-s', connections, '-m', count, '-l', length].map(String);
  const addresses = ['-f', 'palautuneet@example.fi', '-t', 'toimisto@example.fi'];
  const to = `127.0.0.1:${receiver.port}`;
  const used = await timeCommand([postfixTool('smtp-source'), ...(isKept ? ['-d'] : []), ...amounts, ...addresses, to]);
  return { count, rate: count / used.seconds, ...used, ...(await takeExactly(receiver, count)) };
}

/** nodemailer's pool, merging with Handlebars what the program composed; timed when it is warm already, from its first message to its last. */
export async function runPool(receiver, { count, connections, key }) {
  const workspace = makeWorkspace({ recipients: 1, port: receiver.port, connections, key });
  try {
    await timeNode([PROGRAM, '-C', workspace.folder, 'build', ISSUE], workspace.env);
    const dkim = key === undefined ? null : { ...DKIM, keyFile: join(workspace.folder, DKIM.keyFile) };
    const task = join(workspace.folder, 'task.json');
    const built = join(workspace.folder, 'dist', ISSUE);
    writeFileSync(task, JSON.stringify({ built, port: receiver.port, connections, count, warmUp: WARM_UP, dkim }));
    const { output, memory } = await timeNode([at('pool.mjs'), task]);
    const { seconds, cpu } = JSON.parse(output);
    return { count, rate: count / seconds, seconds, cpu, memory, ...(await takeExactly(receiver, WARM_UP + count)) };
  } finally {
    workspace.remove();
  }
}

async function takeExactly(receiver, count) {
  const taken = await receiver.take();
  if (taken.accepted !== count) throw new Error(`${count} messages were sent, and the receiver took ${taken.accepted}`);
  return taken;
}
