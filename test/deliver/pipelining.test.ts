import { describe, expect, test } from 'vitest';
import { type Conduct, type FaultyServer, type PipeliningMode, type Reaction, startFaulty } from '../support/faulty-server.ts';
import { hurriedClock } from '../support/hurried-clock.ts';
import { type KnownSend, assertPromise } from '../support/promise.ts';
import { type RawReceiver, startRawReceiver } from '../support/raw-receiver.ts';
import { type JsonLine, type ProgramRun, jsonLines, runProgram } from '../support/run-program.ts';
import { CONFIG, type TestWorkspace, listOf, makeWorkspace } from '../support/workspace.ts';

const SEND = ['send', 'tammikuu', '--yes', '--json'];
const NONE = { accepted: 0, deferred: 0, rejected: 0, unknown: 0, skipped: 0, queued: 0, attempting: 0 };
const VICTIM = 'jarjesto7@example.org';
const TOTAL = 24;

interface SendOptions {
  readonly connections?: number;
  readonly pipelining?: PipeliningMode;
  readonly argv?: readonly string[];
  readonly files?: Readonly<Record<string, string>>;
  readonly stop?: AbortSignal;
}

/** A send to 24, by the whole program in this process, over a server that conducts itself so. */
class Send {
  readonly server: FaultyServer;
  readonly workspace: TestWorkspace;
  readonly #options: SendOptions;

  constructor(server: FaultyServer, options: SendOptions) {
    this.server = server;
    this.#options = options;
    this.workspace = workspaceFor(options);
  }

  run(...argv: string[]): Promise<ProgramRun> {
    return this.newsletter(...SEND, ...argv);
  }

  newsletter(...argv: string[]): Promise<ProgramRun> {
    const { stop } = this.#options;
    return runProgram(this.workspace.folder, argv, {
      env: { NEWSLETTER_SMTP_URL: this.server.url },
      clock: hurriedClock,
      ...(stop && { stop }),
    });
  }

  assertPromise(): Promise<KnownSend> {
    return assertPromise({ folder: this.workspace.folder, log: this.server, total: TOTAL, cut: [] });
  }

  /** Everybody was accepted, and nobody twice. */
  async assertAllAccepted(): Promise<void> {
    expect((await this.assertPromise()).counts).toEqual({ ...NONE, accepted: TOTAL });
  }
}

function workspaceFor({ connections = 3, files }: SendOptions): TestWorkspace {
  return makeWorkspace({
    'newsletter.yaml': CONFIG.replace('connections: 3', `connections: ${connections}`),
    'subscribers/jarjestot.csv': listOf(TOTAL),
    ...files,
  });
}

async function prepare(conduct: Conduct = () => undefined, options: SendOptions = {}): Promise<Send> {
  return new Send(await startFaulty(conduct, options.pipelining), options);
}

describe('over the wire', () => {
  async function readsOf(extensions: readonly string[], config = CONFIG): Promise<RawReceiver> {
    const receiver = await startRawReceiver({ extensions });
    const workspace = makeWorkspace({
      'newsletter.yaml': config.replace('connections: 3', 'connections: 1'),
      'subscribers/jarjestot.csv': listOf(4),
    });
    const run = await runProgram(workspace.folder, SEND, { env: { NEWSLETTER_SMTP_URL: receiver.url } });
    expect(run.exitCode, run.stdout).toBe(0);
    expect(receiver.messages).toHaveLength(4);
    return receiver;
  }

  const envelopeOf = (number: number): string =>
    `MAIL FROM:<palautuneet@example.fi>\r\nRCPT TO:<jarjesto${number}@example.org>\r\nDATA\r\n`;

  test('MAIL, RCPT and DATA go out in one go, and from then on with the final dot of the message before', async () => {
    const { reads } = await readsOf(['PIPELINING']);
    expect(reads).toContain(envelopeOf(0));
    for (const number of [1, 2, 3]) {
      expect(reads.filter((read) => read.endsWith(`.\r\n${envelopeOf(number)}`))).toHaveLength(1);
      expect(reads).not.toContain(envelopeOf(number));
    }
  });

  test.each([
    ['a server that does not offer it', [] as string[], CONFIG],
    ['one that offers something else of that name', ['X-PIPELINING', 'SIZE 10000000 PIPELINING'], CONFIG],
  ])('%s is told one thing at a time', async (_, extensions, config) => {
    const { reads } = await readsOf(extensions, config);
    const commands = reads.filter((read) => /^(?:MAIL|RCPT|DATA)/.test(read));
    expect(commands.filter((read) => read.indexOf('\r\n') !== read.length - 2)).toEqual([]);
    expect(commands).toHaveLength(4 * 3);
    expect(reads.filter((read) => read.includes('\r\n.\r\n') && !read.endsWith('\r\n.\r\n'))).toEqual([]);
  });

  test('with a rate, an envelope waits until its turn has come', async () => {
    const { reads } = await readsOf(['PIPELINING'], CONFIG.replace('delivery: {', 'delivery: { rate: 1000/min,'));
    for (const number of [0, 1, 2, 3]) expect(reads).toContain(envelopeOf(number));
  });
});

test('when the server has asked for patience nothing is said ahead of its turn', async () => {
  const send = await prepare(
    ({ command, recipient }) => (command === 'RCPT' && recipient === VICTIM ? '452 4.2.2 full' : undefined),
    {
      connections: 1,
    },
  );
  expect((await send.run()).exitCode).toBe(75);
  const { said } = send.server;
  const asked = said.findIndex(({ command, recipient }) => command === 'RCPT' && recipient === VICTIM);
  const dots = said.slice(asked).filter(({ command }) => command === '.');
  expect(said.slice(0, asked).filter(({ command, isFollowed }) => command === '.' && isFollowed).length).toBeGreaterThan(0);
  expect(dots[0]?.isFollowed).toBe(false);
  expect((await send.assertPromise()).counts).toEqual({ ...NONE, accepted: TOTAL - 1, deferred: 1 });
});

/** Does so whenever something stands behind the command. */
function whenFollowed(command: string, reaction: Reaction | string): Conduct {
  return (said) => (said.command === command && said.isFollowed ? reaction : undefined);
}

const SYNC = '554 5.5.0 SMTP protocol synchronization error';
const BUSY = '421 4.5.0 SMTP protocol synchronization error';

describe('a server that says it takes commands ahead, and does not mean it, gets everything one command at a time, and everybody is accepted once', () => {
  test.each<[string, Conduct]>([
    ['throws away what stands behind a command', whenFollowed('MAIL', { isDeaf: true })],
    ['throws away what stands behind RCPT', whenFollowed('RCPT', { isDeaf: true })],
    [
      'answers the last command only',
      ({ command, isFollowed }) => (isFollowed && command !== '.' ? { isUnanswered: true } : undefined),
    ],
    ['answers MAIL twice', whenFollowed('MAIL', '250 2.1.0 ok\r\n250 2.1.0 ok')],
    ['answers RCPT twice', whenFollowed('RCPT', '250 2.1.5 ok\r\n250 2.1.5 ok')],
    ['does not answer RCPT', whenFollowed('RCPT', { isUnanswered: true })],
    ['refuses with 554 and hangs up', whenFollowed('MAIL', { say: SYNC, next: 'close' })],
    ['says 421 and hangs up', whenFollowed('MAIL', { say: BUSY, next: 'close' })],
    ['says 421 to RCPT and hangs up', whenFollowed('RCPT', { say: BUSY, next: 'close' })],
    ['hangs up without a word', whenFollowed('MAIL', { say: null, next: 'close' })],
    ['answers and hangs up', whenFollowed('MAIL', { next: 'close' })],
    ['cuts the connection off', whenFollowed('MAIL', { say: null, next: 'reset' })],
    ['cuts the connection off behind RCPT', whenFollowed('RCPT', { next: 'reset' })],
  ])('%s', async (_, conduct) => {
    const send = await prepare(conduct);
    const run = await send.run();
    expect(run.exitCode, run.stdout).toBe(0);
    await send.assertAllAccepted();
    expect(send.server.count('BODY')).toBe(TOTAL);
  });

  test.each<[string, Conduct]>([
    ['throws it away', whenFollowed('.', { isDeaf: true })],
    [
      'throws away what stands behind MAIL',
      ({ command, isFollowed, messages }) => (command === 'MAIL' && isFollowed && messages > 0 ? { isDeaf: true } : undefined),
    ],
    ['closes the connection over it', whenFollowed('.', { next: 'close' })],
    ['cuts the connection off over it', whenFollowed('.', { next: 'reset' })],
    ['answers, refuses with 554 and hangs up', whenFollowed('.', { say: `250 2.0.0 taken\r\n${SYNC}`, next: 'close' })],
    ['answers, says 421 and hangs up', whenFollowed('.', { say: `250 2.0.0 taken\r\n${BUSY}`, next: 'close' })],
    ['answers twice', whenFollowed('.', '250 2.0.0 taken\r\n250 2.0.0 taken')],
    ['refuses the message with 554 for it, and hangs up', whenFollowed('.', { say: SYNC, next: 'close' })],
    ['puts the message off with 421 for it, and hangs up', whenFollowed('.', { say: BUSY, next: 'close' })],
  ])('what stands behind a final dot: %s', async (_, conduct) => {
    const send = await prepare(conduct);
    const run = await send.run();
    expect(run.exitCode, run.stdout).toBe(0);
    await send.assertAllAccepted();
    expect(send.server.said.filter(({ command, isFollowed }) => command === '.' && isFollowed)).toHaveLength(1);
  });

  test.each<[string, Reaction]>([
    ['hangs up over it when the message was delivered', { say: null, next: 'close', taken: true }],
    ['hangs up over it, and does not deliver', { say: null, next: 'close' }],
    ['cuts off over it when the message was delivered', { say: null, next: 'reset', taken: true }],
    ['answers the last command only', { isUnanswered: true, taken: true }],
    ['answers rubbish', { say: 'protocol error', taken: true }],
  ])('what stands behind a final dot: %s, and leaves no more than that one message in doubt', async (_, reaction) => {
    const send = await prepare(whenFollowed('.', reaction));
    const run = await send.run();
    const { counts } = await send.assertPromise();
    expect(counts).toEqual({ ...NONE, accepted: TOTAL - counts['unknown']!, unknown: counts['unknown'] });
    expect(counts['unknown']).toBeLessThanOrEqual(1);
    expect(run.exitCode, run.stdout).toBe(counts['unknown'] === 1 ? 5 : 0);
    expect(send.server.said.filter(({ command, isFollowed }) => command === '.' && isFollowed)).toHaveLength(1);
  });

  test('one in two servers behind one name hangs up over what stands behind a dot: each connection finds that out once at most', async () => {
    const send = await prepare(({ command, connection, isFollowed }) =>
      command === '.' && isFollowed && connection % 2 === 1 ? { say: null, next: 'close', taken: true } : undefined,
    );
    await send.run();
    const { counts } = await send.assertPromise();
    expect(counts['unknown']).toBeLessThanOrEqual(3);
    expect(counts['accepted']! + counts['unknown']!).toBe(TOTAL);
  });
});

describe.each([354, 250, 503])('DATA is answered by %i whatever was refused before it', (code) => {
  const isNamed = (address: string): boolean => /[38]@/.test(address);

  test('at RCPT: exactly those whom it met are rejected', async () => {
    const refused = new Set<number>();
    const send = await prepare(({ command, recipient, connection }) => {
      if (command === 'DATA' && refused.delete(connection)) return `${code} well`;
      if (command !== 'RCPT' || !isNamed(recipient)) return undefined;
      refused.add(connection);
      return '550 5.1.1 no such person here';
    });
    const run = await send.run();
    expect(run.exitCode, run.stdout).toBe(3);
    const { recipients } = await send.assertPromise();
    const rejected = recipients.filter(({ state }) => state === 'rejected');
    expect(rejected.map(({ address }) => address).filter((address) => !isNamed(address))).toEqual([]);
    expect(new Set(rejected.map(({ reply }) => reply))).toEqual(new Set(['550 5.1.1 no such person here']));
    expect(send.server.accepted).toHaveLength(TOTAL - rejected.length);
    expect(rejected).toHaveLength(5);
  });

  test('at MAIL: whoever was to be named behind it', async () => {
    let mails = 0;
    const refused = new Set<number>();
    const send = await prepare(
      ({ command, connection }) => {
        if (command === 'MAIL') refused.delete(connection);
        if (command === 'DATA' && refused.has(connection)) return `${code} well`;
        if (command !== 'MAIL' || ![3, 4, 9, 10].includes(mails++)) return undefined;
        refused.add(connection);
        return '550 5.2.0 not this one';
      },
      { connections: 1 },
    );
    const run = await send.run();
    const { recipients, counts } = await send.assertPromise();
    expect(run.exitCode, run.stdout).toBe(3);
    expect(counts['accepted']! + counts['rejected']!).toBe(TOTAL);
    const rejected = recipients.filter(({ state }) => state === 'rejected').map(({ address }) => address);
    expect(send.server.accepted.filter(({ to }) => rejected.includes(to))).toEqual([]);
    expect(rejected.length).toBeGreaterThan(0);
  });
});

describe('what meets one whose envelope stood behind a dot is about that one', () => {
  test.each([
    ['MAIL', '550 5.7.1 not this one', 'rejected', 3],
    ['RCPT', '550 5.1.1 no such person here', 'rejected', 3],
    ['DATA', '554 5.7.1 not this one', 'rejected', 3],
    ['.', '554 5.6.0 not this one', 'rejected', 3],
    ['MAIL', '452 4.3.1 not now', 'accepted', 0],
    ['RCPT', '452 4.2.2 full', 'accepted', 0],
    ['DATA', '451 4.3.0 not now', 'accepted', 0],
    ['.', '451 4.3.0 not now', 'accepted', 0],
    ['MAIL', '421 4.3.2 going down', 'accepted', 0],
    ['RCPT', '421 4.3.2 going down', 'accepted', 0],
    ['DATA', '421 4.3.2 going down', 'accepted', 0],
    ['.', '421 4.3.2 going down', 'accepted', 0],
  ])('%s answered by %s', async (command, reply, state, exitCode) => {
    let isDone = false;
    let messages = 0;
    const send = await prepare(
      (said) => {
        if (said.command === '.') messages++;
        const isIt =
          command === 'MAIL' ? said.command === 'MAIL' && messages === 7 : said.command === command && said.recipient === VICTIM;
        if (!isIt || isDone) return undefined;
        isDone = true;
        return { say: reply, ...(reply.startsWith('421') && { next: 'close' }) };
      },
      { connections: 1 },
    );
    const run = await send.run();
    expect(run.exitCode, run.stdout).toBe(exitCode);
    const { recipients } = await send.assertPromise();
    const others = recipients.filter(({ address }) => address !== VICTIM);
    expect(others.filter((recipient) => recipient.state !== 'accepted')).toEqual([]);
    const victim = recipients.find(({ address }) => address === VICTIM);
    expect(victim).toMatchObject(state === 'rejected' ? { state, reply } : { state });
    expect(outcomesOf(run).filter(({ address, state: told }) => address !== VICTIM && told !== 'accepted')).toEqual([]);
  });

  test('a message that is too large is refused without being offered, and the others go out', async () => {
    const receiver = await startRawReceiver({ extensions: ['PIPELINING'] });
    const plain = workspaceFor({});
    await runProgram(plain.folder, SEND, { env: { NEWSLETTER_SMTP_URL: receiver.url } });
    const limit = Math.max(...receiver.messages.map(({ raw }) => raw.length)) + 200;
    const list = listOf(TOTAL).replace('Järjestö 7 ry', 'Järjestö 7 ry '.repeat(80));
    const send = await prepare(
      ({ command }) => (command === 'EHLO' ? `250-posti.example.org\r\n250-PIPELINING\r\n250 SIZE ${limit}` : undefined),
      { connections: 1, files: { 'subscribers/jarjestot.csv': list } },
    );
    const run = await send.run();
    expect(run.exitCode, run.stdout).toBe(3);
    const refused = outcomesOf(run).filter(({ state }) => state === 'rejected');
    expect(refused.map(({ address }) => address)).toEqual([VICTIM]);
    expect(refused[0]?.reply).toMatch(/^552 5\.3\.4 \d+ octets/);
    expect(send.server.accepted).toHaveLength(TOTAL - 1);
    expect(send.server.said.filter(({ recipient }) => recipient === VICTIM)).toEqual([]);
  });

  test('a suppression that comes while the envelope stands behind a dot is heeded: not a byte of the message goes out', async () => {
    let suppressing: Promise<ProgramRun> | undefined;
    const send: Send = await prepare(
      ({ command, recipient, isFollowed }) => {
        if (command !== '.' || recipient !== 'jarjesto6@example.org') return undefined;
        expect(isFollowed).toBe(true);
        suppressing = send.newsletter('subscribers', 'suppress', VICTIM);
        return { after: 800 };
      },
      { connections: 1 },
    );
    const run = await send.run();
    expect((await suppressing)?.exitCode).toBe(0);
    expect(run.exitCode, run.stdout).toBe(0);
    expect((await send.assertPromise()).counts).toEqual({ ...NONE, accepted: TOTAL - 1, skipped: 1 });
    expect(named(send.server, VICTIM)).toEqual(['RCPT', 'DATA']);
  });

  test('Ctrl-C while the envelope stands behind a dot: the message before it is finished, this one stays queued', async () => {
    const stop = new AbortController();
    const send = await prepare(
      ({ command, recipient }) => {
        if (command === '.' && recipient === 'jarjesto6@example.org') stop.abort();
        return undefined;
      },
      { connections: 1, stop: stop.signal },
    );
    const run = await send.run();
    expect(run.exitCode, run.stdout).toBe(130);
    const { counts, recipients } = await send.assertPromise();
    expect(counts).toEqual({ ...NONE, accepted: 7, queued: TOTAL - 7 });
    expect(recipients.find(({ address }) => address === VICTIM)).toMatchObject({ state: 'queued', attempts: 0 });
    expect(named(send.server, VICTIM)).toEqual(['RCPT', 'DATA']);
    const next = await runProgram(send.workspace.folder, SEND, { env: { NEWSLETTER_SMTP_URL: send.server.url } });
    expect(next.exitCode, next.stdout).toBe(0);
    await send.assertAllAccepted();
  });

  test('with a limit nobody beyond it is named', async () => {
    const send = await prepare();
    expect((await send.run('--limit', '7')).exitCode).toBe(0);
    expect(send.server.accepted).toHaveLength(7);
    expect(send.server.count('RCPT')).toBe(7);
    expect((await send.run()).exitCode).toBe(0);
    await send.assertAllAccepted();
  });
});

describe.each([1, 20])('a server that closes after every %i messages', (count) => {
  test.each(['close', 'reset'] as const)(
    'in good order or not (%s): everybody is accepted once, and nobody is told of it',
    async (next) => {
      const send = await prepare(({ command, messages }) => (command === '.' && messages === count - 1 ? { next } : undefined), {
        connections: 1,
      });
      const run = await send.run();
      expect(run.exitCode, run.stdout).toBe(0);
      expect(new Set(outcomesOf(run).map(({ state }) => state))).toEqual(new Set(['accepted']));
      await send.assertAllAccepted();
    },
  );
});

function outcomesOf(run: ProgramRun): JsonLine[] {
  return jsonLines(run).filter(({ type }) => type === 'outcome');
}

/** What was said of a recipient, from RCPT on. */
function named({ said }: FaultyServer, address: string): string[] {
  return said.filter(({ recipient }) => recipient === address).map(({ command }) => command);
}
