import { expect } from 'vitest';
import { FaultyServer } from './faulty-server.ts';
import { jsonLines } from './run-program.ts';
import { type Received, SmtpReceiver } from './smtp-receiver.ts';
import { SpawnedProgram, spawnProgram } from './spawn-program.ts';
import { CONFIG, TestWorkspace, listOf } from './workspace.ts';

const SEND = ['send', 'tammikuu', '--yes', '--json'];

/** What stood in the receiver's log and in the ledger when a send that was killed again and again was done. */
export interface CrashReport {
  readonly kills: number;
  readonly unknown: number;
  readonly inFlightLimit: number;
}

/** When the sender is killed: after a random number of acceptances, or after a random time, which hits its beginning and end too. */
export type KillMoment = 'acceptance' | 'time';

/** How the server takes commands that come in one go: by a library server or not at all, or by one that says so and hangs up over it. */
export type KillMode = 'on' | 'off' | 'hangs up';

/** Milliseconds from the start within which a killing by time comes. */
const LIFETIME = 1_200;
/** Milliseconds between the final dot and the reply. */
const DELAY = 15;

/**
 * Sends over a slow receiver and kills the sender without warning, so many times, each at a random moment; then lets it finish. Asserts the promise against the receiver's own log: nobody twice, nobody missing, unknown at most what was in flight.
 */
export async function killUntilDone(
  kills: number,
  recipients: number,
  seed: number,
  moment: KillMoment = 'acceptance',
  pipelining: KillMode = 'on',
): Promise<CrashReport> {
  const random = makeRandom(seed);
  const workspace = new TestWorkspace({
    'newsletter.yaml': CONFIG.replace('connections: 3', 'connections: 4'),
    'subscribers/jarjestot.csv': listOf(recipients),
  });
  let sender: SpawnedProgram | undefined;
  let killAt = Number.POSITIVE_INFINITY;
  const onAccepted = (count: number): void => {
    if (count >= killAt) sender?.kill('SIGKILL');
  };
  const receiver = await startListening(pipelining, onAccepted);
  const env = { NEWSLETTER_SMTP_URL: receiver.url };
  let killed = 0;
  try {
    while (killed < kills) {
      const left = recipients - receiver.accepted.length;
      const ahead = 1 + Math.floor((random() * left) / (kills - killed + 1));
      killAt = moment === 'acceptance' ? receiver.accepted.length + ahead : Number.POSITIVE_INFINITY;
      sender = new SpawnedProgram(workspace.folder, SEND, env);
      const timer = moment === 'time' ? setTimeout(() => sender?.kill('SIGKILL'), random() * LIFETIME) : undefined;
      const { signal } = await sender.ended;
      clearTimeout(timer);
      if (signal !== 'SIGKILL') break;
      killed++;
    }
    killAt = Number.POSITIVE_INFINITY;
    const last = await spawnProgram(workspace.folder, SEND, env);
    const { counts, inFlightLimit } = jsonLines(last).at(-1)!;
    const status = await spawnProgram(workspace.folder, ['status', 'tammikuu', '--json'], env);
    const { data } = JSON.parse(status.stdout) as { data: { recipients: { address: string; state: string }[] } };
    assertPromise(receiver, data.recipients, recipients);
    expect(last.exitCode).toBe(counts!['unknown']! > 0 ? 5 : 0);
    expect(counts!['unknown']).toBeLessThanOrEqual(killed * inFlightLimit!);
    return { kills: killed, unknown: counts!['unknown']!, inFlightLimit: inFlightLimit! };
  } finally {
    await receiver.stop();
  }
}

/** A receiving server, as far as it matters here. */
interface Receiver {
  readonly url: string;
  readonly accepted: readonly Received[];
  stop(): Promise<void> | void;
}

/** Listens, slowly; what it accepts is told when it is answered. */
function startListening(pipelining: KillMode, onAccepted: (count: number) => void): Promise<Receiver> {
  if (pipelining !== 'hangs up') {
    const server = { hidePIPELINING: pipelining === 'off' };
    return new SmtpReceiver({ delay: DELAY, server, onAccepted: (_, count) => onAccepted(count) }).start();
  }
  const server = new FaultyServer(({ command }) => {
    if (command === '.') setTimeout(() => onAccepted(server.accepted.length), DELAY + 1);
    return command === '.' ? { after: DELAY } : undefined;
  }, pipelining);
  return server.start();
}

function assertPromise({ accepted }: Receiver, recipients: readonly { address: string; state: string }[], total: number): void {
  const times = new Map<string, number>();
  for (const { to } of accepted) times.set(to, (times.get(to) ?? 0) + 1);
  const twice = [...times].filter(([, count]) => count > 1);
  expect(twice).toEqual([]);
  expect(recipients).toHaveLength(total);
  for (const { address, state } of recipients) {
    expect(['accepted', 'unknown']).toContain(state);
    if (state === 'accepted') expect(times.get(address)).toBe(1);
  }
}

/** A small random generator (mulberry32), so that a failing seed can be run again. */
function makeRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
