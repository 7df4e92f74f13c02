import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { SendUnderTest } from './power-cut.ts';
import { SmtpReceiver } from './smtp-receiver.ts';
import type { Call } from './strace-log.ts';
import { traceProgram } from './traced-program.ts';
import { CONFIG, TestWorkspace, listOf } from './workspace.ts';

export const CONNECTIONS = 4;
export const SEND = ['send', 'tammikuu', '--yes', '--json'];

const PUT_OFF = 'jarjesto7@example.org';
const REFUSED_AT_RCPT = 'jarjesto11@example.org';
const REFUSED_AT_DOT = 'jarjesto23@example.org';

/** A send that ran to its end, with all that it did to the disk and said to the server. */
export interface TracedSend extends SendUnderTest {
  readonly folder: string;
  readonly trace: string;
  readonly calls: readonly Call[];
}

/** Sends under strace. One recipient is put off once, one refused in RCPT and one behind the dot; everyone else is accepted. */
export async function traceSend(program: string, count: number): Promise<TracedSend> {
  let isBusy = true;
  const receiver = await new SmtpReceiver({
    delay: 10,
    refuse: (address) => (address === REFUSED_AT_RCPT ? { code: 550, text: '5.1.1 no such person here' } : undefined),
    refuseData: (address) => {
      if (address === REFUSED_AT_DOT) return { code: 552, text: '5.3.4 too big' };
      if (address !== PUT_OFF || !isBusy) return undefined;
      isBusy = false;
      return { code: 451, text: '4.3.0 later' };
    },
  }).start();
  const folder = realpathSync(new TestWorkspace(filesOf(count)).folder);
  try {
    const { calls, exitCode, stderr } = await traceProgram(program, folder, SEND, { NEWSLETTER_SMTP_URL: receiver.url });
    expect(exitCode, stderr).toBe(3);
    expect(receiver.times().size).toBe(count - 2);
    expect(receiver.accepted).toHaveLength(count - 2);
    return {
      slug: 'tammikuu',
      folder,
      ledger: join(folder, '.newsletter', 'ledger.db'),
      trace: join(folder, 'issues', 'tammikuu.sent.yaml'),
      recipients: Array.from({ length: count }, (_, number) => `jarjesto${number}@example.org`),
      refused: new Set([PUT_OFF, REFUSED_AT_RCPT, REFUSED_AT_DOT]),
      connections: CONNECTIONS,
      calls,
    };
  } finally {
    await receiver.stop();
  }
}

/** What people had written in the workspace before the send. */
export function filesOf(count: number): Record<string, string> {
  return {
    'subscribers/jarjestot.csv': listOf(count),
    'newsletter.yaml': CONFIG.replace('connections: 3', `connections: ${CONNECTIONS}`),
  };
}
